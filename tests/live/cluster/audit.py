"""The auditor's place: a network namespace beside the members, with its own known_hosts, key, password file and copies."""
import json
import os
import pathlib
import subprocess
import time

import documents
import host

ROOT = pathlib.Path(__file__).resolve().parents[3]
COMMANDS = ("drift", "snapshot", "grants", "lint", "why", "hba")


class Auditor:
    def __init__(self, folder, network, address, pid=None):
        self.folder, self.address, self.pid = folder, address, pid
        self.program = os.environ.get("PATROL") or str(ROOT / "build/release/patrol")
        if pid is None:
            folder.mkdir(parents=True)
            script = "ip link set lo up && echo ready && exec 1>/dev/null 2>&1 sleep infinity"
            self.pid = host.start([*host.die_with_us(network.tied), "unshare", "--net", "bash", "-c", script]).pid
            port = f"v{address.split('.')[-1]}"
            network.ip(f"link add {port} type veth peer name eth0 netns {self.pid}", f"link set {port} master br0 up")
            batch = f"addr add {address}/{host.MASK} dev eth0\nlink set eth0 up\n"
            host.run([*self.enter(), "ip", "-batch", "-"], text=batch)

    def enter(self):
        return ["nsenter", "-t", str(self.pid), "-n"]

    def stop(self):
        host.kill(self.pid)

    def furnish(self, cluster):
        """Key, known hosts, passwords, and copies of the files that an auditor is given."""
        key = self.folder / "id_ed25519"
        host.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)])
        public, known = key.with_suffix(".pub").read_text(encoding="utf-8"), ""
        for member in cluster.members:
            one = cluster.hosts[member.name]
            one.write("/etc/ssh/lab_authorized", public)
            known += f"{member.address} {one.read('/etc/ssh/lab_host_key.pub')}"
        self.write("known_hosts", known)
        self.write("pgpass", documents.pgpass(cluster.members), 0o600)
        self.write("haproxy.cfg", documents.haproxy_cfg(cluster.members))
        self.write("patroni.yml", cluster.hosts["server-1"].read(documents.PATRONI_YML), 0o600)
        self.write("inventory.yml", self.inventory(cluster.members))

    def write(self, name, text, mode=0o644):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)

    def inventory(self, members):
        rows = "".join(f"      - {{name: {one.name}, host: {one.address}}}\n" for one in members)
        return (f"clusters:\n  - config: {self.folder}/patroni.yml\n    sql: {{user: patrol}}\n"
                f"    ssh: {{user: postgres, key: {self.folder}/id_ed25519, known_hosts: {self.folder}/known_hosts}}\n"
                f"    haproxy: {self.folder}/haproxy.cfg\n    members:\n{rows}")

    def sources(self):
        at = str(self.folder)
        return ["-c", f"{at}/patroni.yml", "--sql-user", "patrol", "--ssh-user", "postgres", "--ssh-key", f"{at}/id_ed25519",
                "--known-hosts", f"{at}/known_hosts", "--haproxy", f"{at}/haproxy.cfg"]

    def environment(self):
        return host.environment({"HOME": str(self.folder), "PGPASSFILE": str(self.folder / "pgpass"), "NO_COLOR": "1"})

    def words(self, *arguments):
        """The command line as run on this machine: drift with the usual sources, unless the first word is a command."""
        command, rest = (arguments[0], arguments[1:]) if arguments and arguments[0] in COMMANDS else ("drift", arguments)
        named = {"-c", "--config", "--inventory", "--from"} & set(rest)
        given = [] if named or command not in ("drift", "snapshot") else self.sources()
        return [*self.enter(), self.program, command, *given, *rest]

    def run(self, *arguments, limit=60, environment=None):
        begun = time.monotonic()
        done = subprocess.run(self.words(*arguments), capture_output=True, check=False, timeout=limit, cwd=self.folder,
                              env={**self.environment(), **(environment or {})})
        return Answer(done, time.monotonic() - begun)

    def grants(self):
        """The SQL that makes the auditor's role; empty where there is no patrol yet that prints it."""
        if not os.access(self.program, os.X_OK):
            return ""
        answer = self.run("grants", "--role", "patrol")
        return answer.out if answer.code == 0 else ""

    def drift(self, *arguments, limit=60):
        return self.run("drift", "--format", "json", *arguments, limit=limit)


class Answer:
    """What one run said."""

    def __init__(self, done, seconds):
        self.code, self.seconds = done.returncode, seconds
        self.out, self.err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
        try:
            self.report = json.loads(self.out)
        except ValueError:
            self.report = None

    @property
    def findings(self):
        return (self.report or {}).get("findings", [])

    @property
    def not_checked(self):
        return (self.report or {}).get("not_checked", [])

    def loud(self):
        return [one for one in self.findings if one["severity"] in ("error", "warning")]

    def problem(self):
        """Why this is no report at all; empty when it is one."""
        if self.code not in (0, 1, 3):
            return f"exit {self.code}: {self.err.strip()[-300:]}"
        return "" if isinstance(self.report, dict) else f"no JSON: {self.out[:200]}"


def show(finding):
    """A finding in one line."""
    members = ",".join(finding.get("members") or []) or "-"
    return f"{finding['severity']}[{finding['rule']}] {members} {finding.get('surface') or '-'} {finding.get('setting') or '-'}: {finding['message']}"
