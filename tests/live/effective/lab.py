"""A cluster on loopback: one etcd for all, and Patroni members that make their own servers in temporary folders.

A suite is where the programs come from: this machine, or a root folder of another Debian suite.
"""
import http.client
import json
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
PORTS, PORTS_LOCK = set(), threading.Lock()


class Stuck(Exception):
    """What was waited for did not come in time."""


class Suite:
    """Programs of one Debian suite. `root` is "" for this machine."""

    def __init__(self, root="", postgres=15):
        self.root = str(root)
        self.bin_dir = f"/usr/lib/postgresql/{postgres}/bin"
        self.postgres = postgres
        self.user, self.uid, self.gid = self._account()
        self.patroni = self._version()

    def inside(self, path):
        """A path as the suite's programs see it."""
        text = str(path)
        return text[len(self.root):] if self.root and text.startswith(self.root) else text

    def missing(self):
        wanted = ["/usr/bin/patroni", f"{self.bin_dir}/postgres", "/usr/bin/python3", "/usr/lib/python3/dist-packages/etcd"]
        return [path for path in wanted if not pathlib.Path(self.root + path).exists()]

    def command(self, words):
        """The same command as the unprivileged user, in the suite's root."""
        if os.geteuid() != 0:
            return words
        plain = ["setpriv", f"--reuid={self.uid}", f"--regid={self.gid}", "--clear-groups"] + words
        if not self.root:
            return plain
        mounts = 'mount -t proc proc "$0/proc" && mount --bind /dev/shm "$0/dev/shm" && exec chroot "$0" "$@"'
        return ["unshare", "--mount", "sh", "-c", mounts, self.root] + plain

    def temporary(self):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="patrol-live-", dir=f"{self.root}/tmp" if self.root else None))
        self.own(folder)
        return folder

    def own(self, path):
        if os.geteuid() == 0:
            os.chown(path, self.uid, self.gid)

    def write(self, path, text):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.own(path.parent)
        self.own(path)

    def _account(self):
        if os.geteuid() != 0:
            entry = pwd.getpwuid(os.geteuid())
            return entry.pw_name, entry.pw_uid, entry.pw_gid
        for line in pathlib.Path(f"{self.root}/etc/passwd").read_text(encoding="utf-8").splitlines():
            words = line.split(":")
            if words[0] == "postgres":
                return words[0], int(words[2]), int(words[3])
        return "postgres", 65534, 65534

    def _version(self):
        path = pathlib.Path(f"{self.root}/usr/lib/python3/dist-packages/patroni/version.py")
        found = path.read_text(encoding="utf-8").split("'") if path.exists() else ["", "0"]
        return found[1]


def free_port():
    with PORTS_LOCK:
        while True:
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port = probe.getsockname()[1]
            if port not in PORTS:
                PORTS.add(port)
                return port


def http_json(port, path, method="GET", body=None, limit=30):
    """Status and what came back as JSON, or as text. Nobody there: (0, None)."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=limit)
    try:
        client.request(method, path, body=body, headers={"Content-Type": "application/json"} if body else {})
        answer = client.getresponse()
        text = answer.read().decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        return 0, None
    finally:
        client.close()
    try:
        return answer.status, json.loads(text)
    except ValueError:
        return answer.status, text


def wait_for(what, read, deadline, pause=0.1):
    while True:
        found = read()
        if found:
            return found
        if time.monotonic() > deadline:
            raise Stuck(f"waited in vain for {what}")
        time.sleep(pause)


def clean_environment(folder, more):
    return {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "HOME": str(folder), "TZ": "Etc/UTC", **more}


class Etcd:
    """One store for all scenarios; each has a scope of its own."""

    def __init__(self, folder):
        self.port, self.folder = free_port(), folder / "etcd"
        here, peer = f"http://127.0.0.1:{self.port}", f"http://127.0.0.1:{free_port()}"
        self.folder.mkdir()
        self.log = open(folder / "etcd.log", "wb")
        self.process = subprocess.Popen(
            ["setpriv", "--pdeathsig=KILL", "etcd", "--name=e", f"--data-dir={self.folder}", f"--listen-client-urls={here}",
             f"--advertise-client-urls={here}", f"--listen-peer-urls={peer}",
             f"--initial-advertise-peer-urls={peer}", f"--initial-cluster=e={peer}"],
            stdout=self.log, stderr=self.log, env=clean_environment(folder, {}))
        wait_for("etcd", lambda: (http_json(self.port, "/health")[1] or {}).get("health") == "true",
                 time.monotonic() + 30)

    def granted(self, key):
        """Seconds that the lease of a key was granted for; null without one."""
        import base64
        code = base64.b64encode(key.encode()).decode()
        _, found = http_json(self.port, "/v3/kv/range", "POST", json.dumps({"key": code}))
        leases = [row.get("lease") for row in (found or {}).get("kvs", [])]
        if not leases or not leases[0]:
            return None
        _, lease = http_json(self.port, "/v3/lease/timetolive", "POST", json.dumps({"ID": leases[0]}))
        return int(lease["grantedTTL"]) if isinstance(lease, dict) and "grantedTTL" in lease else None

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.log.close()


class Member:
    """One Patroni with its server. `folder` holds its documents and its data."""

    def __init__(self, suite, folder, name):
        self.suite, self.folder, self.name = suite, folder, name
        self.postgres_port, self.rest_port = free_port(), free_port()
        self.data = folder / "data"
        self.environment, self.argument = {}, "patroni.yml"
        self.process = None
        folder.mkdir(parents=True)
        suite.own(folder)
        shutil.copy(HERE / "observe.py", folder / "observe.py")
        (folder / "observe.py").chmod(0o644)

    def start(self):
        inside = self.suite.inside(self.folder)
        words = ["/usr/bin/python3", "-B", f"{inside}/observe.py", f"{inside}/state.json"]
        words += [f"{inside}/{self.argument}"] if self.argument else []
        self.state_file().unlink(missing_ok=True)
        with open(self.folder / "patroni.log", "ab") as log:
            self.process = subprocess.Popen(self.suite.command(words), stdout=log, stderr=log, cwd="/",
                                            env=clean_environment(inside, self.environment), start_new_session=True)

    def state_file(self):
        return self.folder / "state.json"

    def state(self):
        try:
            return json.loads(self.state_file().read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}

    def passes(self):
        return self.state().get("passes", 0)

    def rest(self, path="/patroni", method="GET", body=None, limit=30):
        return http_json(self.rest_port, path, method, body, limit)

    def status(self):
        found = self.rest()[1]
        return found if isinstance(found, dict) else {}

    def leads(self):
        return self.status().get("role") in ("master", "primary")

    def log_text(self):
        path = self.folder / "patroni.log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def sql(self, text, patience=20):
        """Output of psql. A server that is being restarted (Patroni does that on its own) is waited for."""
        words = ["psql", "-XAtq", "-h", "127.0.0.1", "-p", str(self.postgres_port), "-U", "postgres", "-d", "postgres",
                 "-v", "ON_ERROR_STOP=1", "-c", text]
        limit = time.monotonic() + patience
        while True:
            run = subprocess.run(words, capture_output=True, text=True, timeout=30, check=False,
                                 env=clean_environment(self.folder, {"PGCONNECT_TIMEOUT": "5"}))
            if run.returncode == 0:
                return run.stdout
            if run.returncode != 2 or time.monotonic() > limit:  # 2: the connection, not the statement
                raise Stuck(f"psql: {run.stderr.strip()[:300]}")
            time.sleep(0.3)

    def stop(self):
        """Orderly: Patroni stops its server."""
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired as slow:
            raise Stuck(f"{self.name} does not stop") from slow

    def kill(self):
        data = self.state().get("data_dir")
        if self.process is not None:
            end_group(self.process.pid)  # with initdb or pg_basebackup, if one is at work
            self.process.wait()
        for path in {pathlib.Path(self.suite.root + data) if data else self.data, self.data}:
            end_server(path / "postmaster.pid")


def end_server(pid_file):
    try:
        pid = int(pid_file.read_text(encoding="utf-8").split("\n")[0])
        os.kill(pid, signal.SIGQUIT)
    except (OSError, ValueError):
        return
    for _ in range(60):
        time.sleep(0.1)
        try:
            os.kill(pid, 0)
        except OSError:
            return
    end_group(pid)


def end_group(pid):
    try:
        os.killpg(pid, signal.SIGKILL)
    except OSError:
        pass
