"""The cluster that tests work on: brought up once, looked after between tests, rebuilt when that does not help."""
import base64
import concurrent.futures
import dataclasses
import json
import pathlib
import shutil
import time

import documents
import host
import netns
from audit import Auditor
from host import Stuck, wait_for

ROLE_NAMES = ("master", "primary")


@dataclasses.dataclass(frozen=True)
class Programs:
    """Where the programs come from, and which store they use."""
    root: str = "/"
    postgres: int = 15
    store: str = "etcd3"
    etcd_auth: bool = False

    @property
    def bin(self):
        return f"/usr/lib/postgresql/{self.postgres}/bin"

    @property
    def data(self):
        return f"/var/lib/postgresql/{self.postgres}/{documents.SCOPE}"

    def unable(self):
        """Why no cluster can be made of them; empty when it can."""
        wanted = ["/usr/bin/patroni", f"{self.bin}/postgres", "/usr/sbin/sshd", "/usr/lib/python3/dist-packages/psycopg2"]
        wanted += ["/usr/bin/etcd", "/usr/bin/etcdctl"] if self.store.startswith("etcd") else []
        missing = [path for path in wanted if not pathlib.Path(self.root + path).exists()]
        missing += [name for name in ("openssl", "ssh-keygen") if not shutil.which(name)]
        return f"not installed: {', '.join(missing)}" if missing else host.unable()


class Cluster:
    def __init__(self, folder, programs=Programs(), members=3, tied=True, edit=str):
        """`edit` has the last word on the text of every patroni.yml."""
        self.edit = edit
        self.folder, self.programs, self.tied = pathlib.Path(folder), programs, tied
        self.members = [documents.Member(number) for number in range(1, members + 1)]
        self.network, self.auditor, self.hosts = None, None, {}

    # --- up and down

    def up(self):
        """Seconds that it took."""
        begun = time.monotonic()
        self.network = host.Network(self.folder, self.tied)
        for member in self.members:
            self._host(member.name, member.address)
        self._host("lb-1", documents.BALANCER)
        self.auditor = Auditor(self.folder / "auditor-files", self.network, documents.AUDITOR)
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            for done in [pool.submit(self._furnish, member) for member in self.members]:
                done.result()
        self._start_cluster()
        self.auditor.furnish(self)
        return time.monotonic() - begun

    def _host(self, name, address):
        self.hosts[name] = host.Host(self.network, name, address, self.programs.root)
        self.hosts[name].power_on()

    def _furnish(self, member):
        """Files of one member; nothing runs yet."""
        one, data = self.hosts[member.name], self.programs
        one.write("/etc/hosts", documents.hosts_file(self.members))
        one.write(documents.PATRONI_YML, self.edit(documents.patroni_yml(member, self.members, data)), "root:postgres", 0o640)
        one.write(documents.PATRONI_ENV, f"PATRONI_LOG_LEVEL=INFO\nLAB_CANARY={documents.SECRETS['environment']}\n", "root:postgres", 0o640)
        one.write("/etc/systemd/system/patroni.service", documents.UNIT)
        one.write("/etc/ssh/sshd_config", documents.SSHD)
        if data.store.startswith("etcd"):
            one.write(documents.ETCD_ENV, documents.etcd_env(member, self.members, data.store == "etcd"))
        one.sh(f"""set -e
            rm -f /etc/ssh/lab_host_key*; ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/lab_host_key
            usermod -p '*' postgres; mkdir -p /run/sshd /etc/patroni/tls; install -d -o postgres -m 2775 /run/postgresql
            install -d -o postgres -m 700 {data.data}
            if id etcd 2>/dev/null; then install -d -o etcd -m 700 /var/lib/etcd/{member.etcd_name}; fi
            cd /etc/patroni/tls
            openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365 -subj /CN={member.name} \
              -addext subjectAltName=IP:{member.address} -keyout server.key -out server.crt 2>/dev/null
            chown postgres: server.key server.crt; chmod 600 server.key; chmod 755 .""")

    def _start_cluster(self):
        first, *others = self.members
        self._start_store()
        for member in self.members:
            self.start_sshd(member.name)
        balancer = self.hosts["lb-1"]
        balancer.write("/etc/haproxy/haproxy.cfg", documents.haproxy_cfg(self.members))
        if balancer.path("/usr/sbin/haproxy").exists():
            balancer.spawn("haproxy", "exec /usr/sbin/haproxy -db -f /etc/haproxy/haproxy.cfg")
        self.start_patroni(first.name)
        wait_for("the first leader", lambda: self._leads_or_fails(first.name), 40)
        self._first_settings(first.name)
        for member in others:
            self.start_patroni(member.name)
        self.wait_healthy(60)

    def _leads_or_fails(self, name):
        if not self.hosts[name].service_pid("patroni"):
            raise Stuck(f"Patroni of {name} ended")
        return self.rest(name, "/leader")[0] == 200

    def _first_settings(self, leader):
        """What an operator sets once, before there are replicas."""
        base = f"{self.programs.data}/postgresql.base.conf"
        one = self.hosts[leader]
        one.sh(f"cat >>{base} <<'END'\n{documents.BASE_CONF}END")
        self.sql(leader, documents.ROLES)
        self.sql(leader, self.auditor.grants() or documents.GRANTS)
        self.sql(leader, f"ALTER ROLE patrol LOGIN PASSWORD '{documents.SECRETS['auditor']}'")
        self.sql(leader, "SELECT pg_reload_conf()")

    def _start_store(self):
        if self.programs.store.startswith("etcd"):
            for member in self.members:
                self.start_etcd(member.name)
            wait_for("etcd", lambda: all(self.etcd_healthy(one.name) for one in self.members), 30)
            return
        self._host("dcs-1", documents.STORE)
        port, command = documents.STORES[self.programs.store]
        self.hosts["dcs-1"].spawn(self.programs.store, command)
        wait_for(self.programs.store, lambda: netns.answers(self.auditor.pid, documents.STORE, port), 30)
        time.sleep(3)  # until it has elected itself

    def down(self):
        for one in self.hosts.values():
            if one.pid:
                host.kill(one.pid)
        if self.auditor:
            self.auditor.stop()
        if self.network:
            self.network.stop()
        self.hosts = {}
        shutil.rmtree(self.folder, ignore_errors=True)

    # --- services

    def start_etcd(self, name):
        self.hosts[name].spawn("etcd", f"set -a; . {documents.ETCD_ENV}; exec etcd", user="etcd")

    def start_patroni(self, name):
        self.hosts[name].spawn("patroni", f"set -a; . {documents.PATRONI_ENV}; exec /usr/bin/patroni {documents.PATRONI_YML}", user="postgres")

    def start_sshd(self, name):
        self.hosts[name].sh("mkdir -p /run/sshd; install -d -o postgres -m 2775 /run/postgresql")
        self.hosts[name].spawn("sshd", "exec /usr/sbin/sshd -D -e")

    def restart_etcd(self, name):
        self.hosts[name].end("etcd")
        self.start_etcd(name)
        wait_for(f"etcd of {name}", lambda: self.etcd_healthy(name), 20)

    def reload_patroni(self, name):
        """Patroni reads its file; what comes of it is there one loop later."""
        self.hosts[name].signal("patroni", "HUP")

    # --- questions

    def address(self, name):
        return self.hosts[name].address

    def rest(self, name, path="/patroni", method="GET", body=None, limit=5):
        headers = {}
        if method != "GET":
            login = base64.b64encode(f"patroni:{documents.SECRETS['restapi']}".encode()).decode()
            headers = {"Authorization": f"Basic {login}"}
        return netns.http_json(self.auditor.pid, self.address(name), 8008, path, method, body, headers, limit)

    def etcd(self, name, path, body=None, limit=5):
        return netns.http_json(self.auditor.pid, self.address(name), 2379, path, "GET" if body is None else "POST", body, None, limit)

    def etcd_healthy(self, name):
        found = self.etcd(name, "/health")[1]
        return isinstance(found, dict) and str(found.get("health")) in ("true", "True")

    def etcdctl(self, name, *words, check=True):
        return self.hosts[name].run("env", "ETCDCTL_API=3", "etcdctl", f"--endpoints=http://{self.address(name)}:2379", *words, check=check).stdout

    def sql(self, name, text, database="postgres"):
        return self.hosts[name].run(f"{self.programs.bin}/psql", "-XAtq", "-h", "/run/postgresql", "-d", database, "-v",
                                    "ON_ERROR_STOP=1", "-f", "-", user="postgres", text=text).stdout.strip()

    def leader(self):
        for member in self.members:
            if self.hosts[member.name].is_on() and self.rest(member.name, "/leader")[0] == 200:
                return member.name
        raise Stuck("nobody leads")

    def replicas(self):
        leader = self.leader()
        return [one.name for one in self.members if one.name != leader]

    def data(self, file=""):
        return f"{self.programs.data}/{file}"

    # --- health

    def trouble(self):
        """What is not as it should be; empty when the cluster is healthy."""
        for member in self.members:
            one = self.hosts[member.name]
            if not one.is_on():
                return f"{member.name} is off"
            for service in ("sshd", "patroni") + (("etcd",) if self.programs.store.startswith("etcd") else ()):
                if not one.service_pid(service):
                    return f"{service} of {member.name} does not run"
        return self._trouble_of_patroni()

    def _trouble_of_patroni(self):
        for member in self.members:
            status, found = self.rest(member.name)
            if not isinstance(found, dict) or found.get("state") not in ("running", "streaming"):
                return f"{member.name}: {status} {str(found)[:120]}"
            if found.get("pending_restart") or found.get("pause"):
                return f"{member.name} waits for a restart or is paused"
        try:
            streaming = self.sql(self.leader(), "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming' AND replay_lsn = sent_lsn")
            slots = self.sql(self.leader(), "SELECT count(*) FROM pg_replication_slots WHERE active")
        except Stuck as problem:
            return str(problem)
        wanted = len(self.members) - 1
        if int(streaming) < wanted or int(slots) < wanted:
            return f"{streaming} standbys stream, {slots} slots are in use"
        return ""

    def wait_healthy(self, seconds=40):
        """Raises Stuck with what is wrong."""
        limit = time.monotonic() + seconds
        while True:
            trouble = self.trouble()
            if not trouble:
                return
            if time.monotonic() > limit:
                raise Stuck(f"not healthy after {seconds} s: {trouble}")
            time.sleep(0.2)

    def wait_loop(self, loops=1):
        """Until every Patroni has gone round: loop_wait is 2 s."""
        time.sleep(2.2 * loops)

    def switchover(self, to):
        leader = self.leader()
        status, answer = self.rest(leader, "/switchover", "POST", {"leader": leader, "candidate": to}, limit=40)
        if status != 200:
            raise Stuck(f"switchover to {to}: {status} {answer}")
        self.wait_healthy()

    # --- between processes

    def state(self):
        return {"folder": str(self.folder), "programs": dataclasses.asdict(self.programs), "members": len(self.members),
                "network": self.network.pid, "auditor": self.auditor.pid,
                "hosts": {name: [one.address, one.pid] for name, one in self.hosts.items()}}

    @classmethod
    def attach(cls, state):
        cluster = cls(state["folder"], Programs(**state["programs"]), state["members"], tied=False)
        cluster.network = host.Network(state["folder"], False, state["network"])
        for name, (address, pid) in state["hosts"].items():
            cluster.hosts[name] = host.Host(cluster.network, name, address, cluster.programs.root, pid)
        cluster.auditor = Auditor(cluster.folder / "auditor-files", cluster.network, documents.AUDITOR, state["auditor"])
        return cluster

    def describe(self):
        lines = [f"{name} {one.address} {'on' if one.is_on() else 'off'}" for name, one in self.hosts.items()]
        return "\n".join([*lines, f"trouble: {self.trouble() or 'none'}", json.dumps(self.rest("server-1", "/cluster")[1])])

    def logs(self, lines=15):
        out = []
        for name, one in self.hosts.items():
            if one.is_on():
                out += [f"--- {name}", one.sh(f"tail -n 5 /var/log/etcd.log; tail -n {lines} /var/log/patroni.log", check=False)]
        return "\n".join(out)
