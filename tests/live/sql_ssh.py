#!/usr/bin/env python3
"""One PostgreSQL server and one sshd, asked as an audit does: what comes, what it costs, what is said
when a right is missing, and how soon it ends when the other side hangs, lies or floods.

    sql_ssh.py LIVE_ASK

Both servers are its own, in a temporary folder on loopback. Exit 77: not possible here.
"""
import json
import os
import pathlib
import pwd
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

BIN = pathlib.Path("/usr/lib/postgresql/15/bin")
SSHD = pathlib.Path("/usr/sbin/sshd")
HOST = "127.0.0.1"
CANARY = "canary-5f3a"
SURFACES = ["server", "settings", "file_settings", "hba_rules", "ident_rules", "replication", "receiver", "slots", "roles"]
PLAIN = f"patrol{os.getpid()}"
LONGEST = 1.5  # seconds after the deadline
MOST_MEMORY = 300 << 10  # KB


class Failed(Exception):
    pass


def check(truth, what):
    if not truth:
        raise Failed(what)


def free_port():
    with socket.socket() as one:
        one.bind((HOST, 0))
        return one.getsockname()[1]


def as_postgres(command, **more):
    me = pwd.getpwnam("postgres")
    groups = {"user": me.pw_uid, "group": me.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd="/", **groups, **more)


class Answer:
    def __init__(self, cost, member, seconds, kilobytes, text):
        self.cost, self.member, self.seconds, self.kilobytes, self.text = cost, member, seconds, kilobytes, text

    def refusal(self, surface):
        value = self.member.get(surface)
        return value.get("unavailable") if isinstance(value, dict) else None

    def cause(self, surface):
        return (self.refusal(surface) or {}).get("cause")


class Asker:
    def __init__(self, program):
        self.program = program

    def words(self, *words):
        return subprocess.run([self.program, *words], check=True, capture_output=True, text=True).stdout

    def ask(self, words, deadline, environment):
        began = time.monotonic()
        process = subprocess.Popen([self.program, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   env={"PATH": os.environ["PATH"], "HOME": "/nonexistent", **environment})
        timer = threading.Timer(deadline + 20, process.kill)
        timer.start()
        out, errors = process.stdout.read(), process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
        seconds = time.monotonic() - began
        process.returncode = status
        check(status == 0 and not errors, f"{words}: status {status}, {errors[:300]}")
        check(seconds < deadline + LONGEST, f"{words}: took {seconds:.1f} s of {deadline} s")
        check(usage.ru_maxrss < MOST_MEMORY, f"{words}: {usage.ru_maxrss} KB")
        text = out.decode()
        check(CANARY not in text, f"{words}: a secret is in the output")
        first, rest = text.split("\n", 1)
        member = json.loads(rest)["clusters"][0]["members"][0]
        return Answer(json.loads(first), member, seconds, usage.ru_maxrss, text)

    def sql(self, port, user, deadline=5.0, mode="disable", password=CANARY):
        return self.ask(["pg", HOST, port, user, int(deadline * 1000), mode], deadline, {"PGPASSWORD": password} if password else {})

    def host(self, port, user, key, known, deadline=15.0, sudo=False, environment=None):
        words = ["ssh", HOST, port, user, key, known, int(deadline * 1000)] + (["sudo"] if sudo else [])
        return self.ask(words, deadline, environment or {})


class Postgres:
    def __init__(self, folder):
        self.data, self.port, self.log = folder / "data", free_port(), folder / "log"
        secret = folder / "password"
        secret.write_text(CANARY)
        shutil.chown(secret, "postgres")
        as_postgres([BIN / "initdb", "-D", self.data, "-U", "postgres", "-A", "scram-sha-256", f"--pwfile={secret}"])
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", self.data / "server.key", "-out",
                        self.data / "server.crt", "-days", "30", "-subj", "/CN=localhost"], check=True, capture_output=True)
        for name in ["server.key", "server.crt"]:
            shutil.chown(self.data / name, "postgres")
            (self.data / name).chmod(0o600)
        with open(self.data / "postgresql.conf", "a", encoding="utf-8") as conf:
            conf.write(f"port = {self.port}\nlisten_addresses = '{HOST}'\nunix_socket_directories = '{folder}'\nssl = on\n"
                       f"log_statement = all\nlog_line_prefix = '%a|'\nprimary_conninfo = 'host=x password={CANARY}'\n"
                       "include_if_exists = 'more.conf'\n")
        with open(self.data / "pg_hba.conf", "a", encoding="utf-8") as hba:
            hba.write(f'host all ldapuser {HOST}/32 ldap ldapserver=x ldapbasedn="dc=x" ldapbindpasswd="{CANARY}"\n')
        as_postgres([BIN / "pg_ctl", "-D", self.data, "-l", self.log, "-w", "start"])
        self.socket = folder

    def run(self, sql):
        return as_postgres(["psql", "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", "-h", HOST, "-p", str(self.port), "-U", "postgres"],
                           input=sql, env={"PATH": os.environ["PATH"], "PGPASSWORD": CANARY}).stdout

    def postmaster(self):
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def stop(self):
        as_postgres([BIN / "pg_ctl", "-D", self.data, "-m", "immediate", "stop"])


class Proxy:
    """Passes bytes on; counts how often the speaker changes from us to the server; may end early."""

    def __init__(self, target, most=None, ending="close"):
        self.target, self.most, self.ending, self.turns, self.passed = target, most, ending, 0, 0
        self.is_cut = False
        self.listener = socket.create_server((HOST, 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            far = socket.create_connection((HOST, self.target))
            state = {"last": "server"}
            threading.Thread(target=self.pump, args=(near, far, state, "client"), daemon=True).start()
            threading.Thread(target=self.pump, args=(far, near, state, "server"), daemon=True).start()

    def pump(self, source, sink, state, who):
        passed = 0
        try:
            while data := source.recv(65536):
                if who == "client" and state["last"] == "server":
                    self.turns += 1
                state["last"] = who
                if who == "server" and self.most is not None and passed + len(data) > self.most:
                    self.is_cut = True
                    sink.sendall(data[:self.most - passed])
                    if self.ending == "hang":
                        time.sleep(30)
                    elif self.ending == "reset":
                        sink.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                    break
                passed += len(data)
                if who == "server":
                    self.passed = max(self.passed, passed)
                sink.sendall(data)
        except OSError:
            pass
        for one in (source, sink):
            try:
                # A read of the other thread keeps a socket open over close(); shutdown ends it.
                one.shutdown(socket.SHUT_RD if self.ending == "reset" else socket.SHUT_RDWR)
                if self.ending == "reset":
                    one.close()
            except OSError:
                pass

    def close(self):
        self.listener.close()


class Liar:
    """Answers every connection by one function of the socket."""

    def __init__(self, behave):
        self.listener = socket.create_server((HOST, 0))
        self.port = self.listener.getsockname()[1]
        self.behave = behave
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                one, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.safely, args=(one,), daemon=True).start()

    def safely(self, one):
        try:
            self.behave(one)
        except OSError:
            pass

    def close(self):
        self.listener.close()


def message(kind, body):
    return kind + (len(body) + 4).to_bytes(4, "big") + body


LOGGED_IN = message(b"R", bytes(4)) + message(b"S", b"server_version\x0015.1\x00") + message(b"Z", b"I")


def after_login(one, chunk):
    """A login without a password, then the same bytes again and again."""
    one.recv(65536)
    one.sendall(LOGGED_IN)
    one.recv(65536)
    while True:
        one.sendall(chunk)


def flood(one, chunk):
    one.recv(65536)
    while True:
        one.sendall(chunk)


ROW = message(b"D", (1).to_bytes(2, "big") + (60000).to_bytes(4, "big") + b"x" * 60000)
HEAD = message(b"1", b"") + message(b"2", b"") + message(b"T", (1).to_bytes(2, "big") + b"a\x00" + bytes(18))
LIARS = {
    "silent": lambda one: time.sleep(30),
    "closes": lambda one: one.close(),
    "zeros": lambda one: flood(one, bytes(65536)),
    "letters": lambda one: flood(one, b"N" * 65536),
    "escapes": lambda one: flood(one, b"\x1b[2J\x1b]0;x\x07" * 1000),
    "ssh banner": lambda one: flood(one, b"SSH-2.0-OpenSSH_9.2\r\n"),
    "http": lambda one: flood(one, b"HTTP/1.0 400 Bad Request\r\n\r\n"),
    "notices": lambda one: after_login(one, message(b"N", b"SNOTICE\x00MFAKE\x1b[2J\x00\x00")),
    "parameters": lambda one: after_login(one, message(b"S", b"a\x00" + b"b" * 20000 + b"\x00")),
    "rows": lambda one: after_login(one, HEAD + ROW * 50),
    "huge length": lambda one: after_login(one, HEAD + b"D\x7f\xff\xff\xff" + b"x" * 65536),
    "copy": lambda one: after_login(one, message(b"1", b"") + message(b"2", b"") + message(b"H", b"\x00\x00\x00")),
    "ready": lambda one: after_login(one, message(b"Z", b"I") * 1000),
    "results": lambda one: after_login(one, message(b"1", b"") + message(b"2", b"") + message(b"C", b"SELECT 0\x00")),
    "notifications": lambda one: after_login(one, message(b"A", bytes(4) + b"x\x00y\x00") * 1000),
}


class SqlTests:
    def __init__(self, asker, server):
        self.asker, self.server = asker, server

    def superuser_sees_all(self):
        answer = self.asker.sql(self.server.port, "postgres", mode="require")
        for surface in SURFACES:
            check(not answer.refusal(surface), f"{surface}: {answer.refusal(surface)}")
        check(answer.member["server"]["is_tls"], "no TLS")
        check(len(answer.member["settings"]) > 300, "settings")
        check("masked-secret-1" in answer.text, "no stand-in for the password")

    def costs_one_round_trip_after_the_login(self):
        for mode, most in [("disable", 4), ("require", 7)]:
            proxy = Proxy(self.server.port)
            answer = self.asker.sql(proxy.port, "postgres", mode=mode)
            check(not answer.refusal("roles"), "no answer through the proxy")
            # Start-up, two steps of SCRAM, the queries; with TLS its request and its handshake. The
            # farewell is one more turn of the speaker, and so may be a message inside the handshake, but
            # nobody waits for those.
            check(proxy.turns <= most + 1, f"{mode}: {proxy.turns} turns")
            check(answer.cost["round_trips"] <= most + 3, f"{mode}: counted {answer.cost}")
            proxy.close()

    def granted_role_sees_all(self):
        self.server.run(self.asker.words("grants", 'au"dit') + f"ALTER ROLE \"au\"\"dit\" PASSWORD '{CANARY}';")
        answer = self.asker.sql(self.server.port, 'au"dit')
        for surface in SURFACES:
            check(not answer.refusal(surface), f"{surface}: {answer.refusal(surface)}")
        check(not answer.member["server"].get("is_superuser"), "the role is a superuser")
        check(not answer.member["server"].get("has_hidden_settings"), "settings are hidden")
        check(answer.member["server"]["hba_file"], "no path of pg_hba.conf")
        row = self.server.run("""SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls FROM pg_roles
                                 WHERE rolname = 'au"dit'""")
        check(row.strip() == "f|f|f|f|f", f"the role may too much: {row}")
        may = self.server.run("""SELECT has_function_privilege('au"dit', 'pg_read_file(text)', 'EXECUTE'),
                                        has_table_privilege('au"dit', 'pg_authid', 'SELECT')""")
        check(may.strip() == "f|f", f"the role may read what it must not: {may}")

    def each_missing_grant_costs_its_surface_only(self):
        self.server.run(f"CREATE ROLE plain LOGIN PASSWORD '{CANARY}'")
        receiver = subprocess.Popen([BIN / "pg_receivewal", "-h", self.server.socket, "-p", str(self.server.port), "-U", "postgres", "-D",
                                     self.server.socket / "wal"], env={"PATH": os.environ["PATH"], "PGPASSWORD": CANARY},
                                    stderr=subprocess.DEVNULL)
        try:
            for _ in range(100):
                if self.server.run("SELECT count(*) FROM pg_stat_replication").strip() == "1":
                    break
                time.sleep(0.1)
            answer = self.asker.sql(self.server.port, "plain")
        finally:
            receiver.terminate()
            receiver.wait()
        denied = [surface for surface in SURFACES if answer.cause(surface) == "denied"]
        check(denied == ["file_settings", "hba_rules", "ident_rules", "replication"], f"denied: {denied}")
        for surface in denied:
            remedy = answer.refusal(surface)["remedy"]
            check("GRANT" in remedy and 'TO "plain"' in remedy, f"{surface}: {remedy}")
        for surface in set(SURFACES) - set(denied):
            check(not answer.refusal(surface), f"{surface}: {answer.refusal(surface)}")
        check(answer.member["server"].get("has_hidden_settings"), "hidden settings are not noticed")
        self.server.run("GRANT SELECT ON pg_hba_file_rules TO plain; GRANT EXECUTE ON FUNCTION pg_hba_file_rules() TO plain")
        answer = self.asker.sql(self.server.port, "plain")
        check(not answer.refusal("hba_rules") and answer.cause("file_settings") == "denied", "one grant, one surface")

    def only_the_listed_statements_arrive(self):
        allowed = set(self.asker.words("statements").splitlines())
        log = (self.server.log).read_text(encoding="utf-8", errors="replace")
        seen = [line.split("|", 1)[1] for line in log.splitlines() if line.startswith("patrol|")]
        texts = {line.split(": ", 1)[1].strip() for line in seen if line.startswith("LOG:  execute ")}
        for line in seen:
            known = line.startswith(("LOG:  execute ", "ERROR:  permission denied", "STATEMENT:", "FATAL:", "LOG:  could not send",
                                     "LOG:  unexpected EOF", "LOG:  disconnection", "LOG:  skipping missing"))
            check(known or line.startswith("LOG:  could not receive"), f"in the log: {line}")
        statements = {line.removeprefix("LOG:  execute <unnamed>:").strip() for line in seen if line.startswith("LOG:  execute ")}
        check(statements and texts, "nothing was logged")
        check(statements <= allowed, f"not allowed: {statements - allowed}")

    def says_why_a_login_fails(self):
        answer = self.asker.sql(self.server.port, "postgres", password="wrong-password")
        check(answer.cause("server") == "denied" and "password" in answer.refusal("server")["detail"], str(answer.refusal("server")))
        answer = self.asker.sql(self.server.port, "postgres", password=None)
        check(answer.cause("server") == "denied" and "PGPASSFILE" in answer.refusal("server")["remedy"], str(answer.refusal("server")))
        answer = self.asker.sql(free_port(), "postgres")
        check(answer.cause("server") == "unreachable", str(answer.refusal("server")))

    def ends_in_time_when_the_server_hangs(self):
        postmaster = self.server.postmaster()
        os.kill(postmaster, signal.SIGSTOP)
        try:
            answer = self.asker.sql(self.server.port, "postgres", deadline=1)
        finally:
            os.kill(postmaster, signal.SIGCONT)
        check(answer.cause("server") == "timed out", str(answer.refusal("server")))

    def ends_in_time_wherever_the_answer_is_cut(self):
        whole = Proxy(self.server.port)
        self.asker.sql(whole.port, "postgres")
        size = whole.passed
        whole.close()
        for ending in ["close", "reset", "hang"]:
            steps = 8 if ending == "hang" else 24
            for step in range(steps):
                proxy = Proxy(self.server.port, size * step // steps, ending)
                answer = self.asker.sql(proxy.port, "postgres", deadline=0.4 if ending == "hang" else 5)
                refused = [surface for surface in SURFACES if answer.refusal(surface)]
                check(refused, f"{ending} after {step}/{steps}: everything is there")
                proxy.close()

    def outlives_servers_that_lie(self):
        for name, behave in LIARS.items():
            liar = Liar(behave)
            answer = self.asker.sql(liar.port, "postgres", deadline=2)
            liar.close()
            refused = [surface for surface in SURFACES if answer.refusal(surface)]
            check(refused == SURFACES, f"{name}: {sorted(set(SURFACES) - set(refused))} answered")
            check("\x1b" not in answer.text, f"{name}: control characters")


class Sshd:
    def __init__(self, folder):
        self.folder, self.port = folder, free_port()
        for name in ["host", "key", "other"]:
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "secret", "-f", folder / "locked"], check=True)
        shutil.copy(folder / "key.pub", folder / "authorized")
        (folder / "conf").write_text(f"Port {self.port}\nListenAddress {HOST}\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/authorized\n"
                                     f"StrictModes no\nUsePAM no\nPidFile {folder}/pid\nPasswordAuthentication no\nPermitRootLogin yes\n")
        os.makedirs("/run/sshd", exist_ok=True)
        subprocess.run([SSHD, "-f", folder / "conf", "-E", folder / "sshd.log"], check=True)
        self.known = self.write_known("known", "host")
        self.changed = self.write_known("changed", "other")
        for _ in range(50):
            if (folder / "pid").exists():
                break
            time.sleep(0.1)
        self.pid = int((folder / "pid").read_text())

    def write_known(self, name, key):
        path = self.folder / name
        path.write_text(f"[{HOST}]:{self.port} " + " ".join((self.folder / f"{key}.pub").read_text().split()[:2]) + "\n")
        return path

    def stop(self):
        os.kill(self.pid, signal.SIGTERM)


class SshTests:
    def __init__(self, asker, server, sshd):
        self.asker, self.server, self.sshd, self.key = asker, server, sshd, sshd.folder / "key"

    def ask(self, user="root", key=None, known=None, **more):
        return self.asker.host(self.sshd.port, user, key or self.key, known or self.sshd.known, **more)

    def files(self, answer):
        return {entry["path"]: entry for entry in answer.member["files"]}

    def root_reads_the_files_and_facts(self):
        (self.server.data / "more.conf").write_text("work_mem = 5MB\n")
        answer = self.ask()
        check(not answer.refusal("files"), str(answer.refusal("files")))
        files, data = self.files(answer), str(self.server.data)
        for name in ["postgresql.conf", "more.conf", "postgresql.auto.conf", "pg_hba.conf", "pg_ident.conf", "server.crt"]:
            check(isinstance(files.get(f"{data}/{name}", {}).get("text"), str), f"{name} is not read")
        check(files[f"{data}/pg_hba.conf"]["owner"] == "postgres" and files[f"{data}/pg_hba.conf"]["mode"] == 0o600, "status of pg_hba.conf")
        check("PRIVATE KEY" not in answer.text, "a key travelled")
        host = answer.member["host"]
        check(abs(host["clock_offset"]) <= host["clock_error"] + 0.001, f"clock: {host['clock_offset']} of {host['clock_error']}")
        directory = next(one for one in host["directories"] if one["path"] == data)
        check(directory["mode"] == 0o700 and directory["free_bytes"] > 0, str(directory))
        check(any(one["subject"] == "CN=localhost" for one in host["certificates"]), "no certificate")
        check(answer.cost["round_trips"] <= 14, str(answer.cost))

    def plain_user_is_told_what_is_denied(self):
        answer = self.ask(user="nobody-here")
        check(answer.cause("files") == "denied", str(answer.refusal("files")))
        answer = self.ask(user=PLAIN)
        files = self.files(answer)
        conf = files.get(f"{self.server.data}/postgresql.conf", {}).get("text")
        check(isinstance(conf, dict) and conf["unavailable"]["cause"] == "denied", f"postgresql.conf: {conf}")
        check("--sudo" in conf["unavailable"]["remedy"], str(conf))

    def missing_sudo_is_a_denial(self):
        answer = self.ask(user=PLAIN, sudo=True)
        check(answer.cause("files") == "denied" and "sudo" in answer.refusal("files")["detail"], str(answer.refusal("files")))

    def unknown_and_changed_hosts_are_refused(self):
        answer = self.ask(known="/dev/null")
        check(answer.cause("files") == "denied" and "not known" in answer.refusal("files")["detail"], str(answer.refusal("files")))
        answer = self.ask(known=self.sshd.changed)
        check(answer.cause("files") == "denied" and "changed" in answer.refusal("files")["detail"], str(answer.refusal("files")))
        log = (self.sshd.folder / "sshd.log").read_text()
        check("Failed" not in log, "a key was offered to a host that is not known")

    def keys_that_do_not_help_are_named(self):
        for key, word in [("other", "not let in"), ("missing", "cannot use the key"), ("locked", "cannot use the key")]:
            answer = self.ask(key=self.sshd.folder / key)
            check(answer.cause("files") == "denied" and word in answer.refusal("files")["detail"], f"{key}: {answer.refusal('files')}")

    def agent_lets_us_in_and_may_hang(self):
        path = self.sshd.folder / "agent"
        agent = subprocess.Popen(["ssh-agent", "-D", "-a", path], stdout=subprocess.DEVNULL)
        environment = {"SSH_AUTH_SOCK": str(path)}
        try:
            while not path.exists():
                time.sleep(0.05)
            subprocess.run(["ssh-add", "-q", self.key], check=True, env={**os.environ, **environment})
            answer = self.ask(key=self.sshd.folder / "missing", environment=environment)
            check(not answer.refusal("files"), str(answer.refusal("files")))
            agent.send_signal(signal.SIGSTOP)
            answer = self.ask(key=self.sshd.folder / "missing", environment=environment, deadline=1)
            check(answer.cause("files") == "timed out", str(answer.refusal("files")))
        finally:
            agent.kill()
            agent.wait()

    def ends_in_time_when_sshd_hangs(self):
        os.kill(self.sshd.pid, signal.SIGSTOP)
        try:
            answer = self.ask(deadline=1)
        finally:
            os.kill(self.sshd.pid, signal.SIGCONT)
        check(answer.cause("host") == "timed out", str(answer.refusal("host")))

    def ends_in_time_wherever_the_answer_is_cut(self):
        whole = Proxy(self.sshd.port)
        known = self.known_at(whole.port)
        check(not self.asker.host(whole.port, "root", self.key, known).refusal("files"), "no answer through the proxy")
        size = whole.passed
        whole.close()
        for ending in ["close", "reset", "hang"]:
            for step in range(6):
                proxy = Proxy(self.sshd.port, size * step // 6, ending)
                known = self.known_at(proxy.port)
                answer = self.asker.host(proxy.port, "root", self.key, known, deadline=1 if ending == "hang" else 10)
                # Other servers of this machine come and go, and the output is shorter without them.
                check(answer.refusal("files") or not proxy.is_cut, f"{ending} after {step}/6: everything is there")
                proxy.close()

    def known_at(self, port):
        path = self.sshd.folder / "known-proxy"
        path.write_text(self.sshd.known.read_text().replace(f":{self.sshd.port} ", f":{port} "))
        return path

    def outlives_hosts_that_lie(self):
        for name in ["silent", "closes", "zeros", "letters", "escapes", "ssh banner", "http"]:
            liar = Liar(LIARS[name])
            answer = self.ask_at(liar.port)
            liar.close()
            check(answer.refusal("files") and "\x1b" not in answer.text, f"{name}: {answer.refusal('files')}")

    def ask_at(self, port):
        return self.asker.host(port, "root", self.key, self.sshd.known, deadline=2)


def run_all(tests):
    failed = 0
    for name in [name for name in vars(type(tests)) if not name.startswith("_")]:
        if name in ("ask", "ask_at", "files", "known_at"):
            continue
        began = time.monotonic()
        try:
            getattr(tests, name)()
            print(f"ok {name.replace('_', ' ')} ({time.monotonic() - began:.1f} s)", flush=True)
        except Failed as error:
            failed += 1
            print(f"FAILED {name.replace('_', ' ')}: {error}")
    return failed


def main():
    if os.geteuid() != 0 or not (BIN / "initdb").exists() or not SSHD.exists():
        print("needs root, PostgreSQL 15 and sshd")
        return 77
    os.umask(0o022)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    asker = Asker(sys.argv[1])
    failed = 0
    with tempfile.TemporaryDirectory(prefix="patrol-") as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        (folder / "pg").mkdir()
        shutil.chown(folder / "pg", "postgres")
        (folder / "pg" / "wal").mkdir()
        (folder / "ssh").mkdir()
        server = Postgres(folder / "pg")
        try:
            subprocess.run(["useradd", "-M", "-d", "/nonexistent", "-s", "/bin/sh", "-p", "*", PLAIN], check=True, capture_output=True)
            sshd = Sshd(folder / "ssh")
            try:
                failed += run_all(SqlTests(asker, server))
                failed += run_all(SshTests(asker, server, sshd))
            finally:
                sshd.stop()
        finally:
            server.stop()
            subprocess.run(["userdel", PLAIN], check=False, capture_output=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
