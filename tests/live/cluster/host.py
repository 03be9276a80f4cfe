"""Machines made of namespaces: network, mounts, processes, host name, on a bridge that exists nowhere else.

All disks are one tmpfs that only the network's own process sees. When that process is gone, and the first process of
each host, nothing is left: no mount, no interface, no process.
"""
import os
import pathlib
import shlex
import shutil
import signal
import subprocess
import time

HERE = pathlib.Path(__file__).resolve().parent
TOOLS = ("unshare", "nsenter", "setpriv", "ip", "mount", "pivot_root")
PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
MASK = 24
ACCOUNT = "env HOME=/var/lib/postgresql setpriv --reuid={user} --regid={user} --init-groups"


class Unable(Exception):
    """Why there can be no such machines here."""


class Stuck(Exception):
    """What was waited for did not come in time."""


def wait_for(what, read, seconds, pause=0.1):
    limit = time.monotonic() + seconds
    while True:
        found = read()
        if found:
            return found
        if time.monotonic() > limit:
            raise Stuck(f"waited {seconds} s in vain for {what}")
        time.sleep(pause)


def environment(more=None):
    return {"PATH": PATH, "LANG": "C.UTF-8", "TZ": "Etc/UTC", "HOME": "/root", **(more or {})}


def run(words, check=True, text=None, limit=60):
    done = subprocess.run(words, input=text, capture_output=True, text=True, check=False, timeout=limit, env=environment(),
                          errors="replace")
    if check and done.returncode != 0:
        raise Stuck(f"{shlex.join(words)[:300]}: exit {done.returncode}: {(done.stderr or done.stdout).strip()[-400:]}")
    return done


def die_with_us(tied):
    """Words before a command whose process must not outlive this one. The caller's thread must live on as well."""
    return ["setpriv", "--pdeathsig", "KILL"] if tied else []


def start(words):
    """A process in a session of its own; it has to say `ready`."""
    process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                               env=environment(), start_new_session=True, cwd="/")
    if process.stdout.readline().strip() != "ready":
        _, problem = process.communicate(timeout=10)
        raise Unable(f"{words[0]}: {problem.strip()[-300:] or 'ended at once'}")
    return process


def unable():
    """The reason why there can be no hosts; empty when there can."""
    if os.geteuid() != 0:
        return "namespaces need root"
    missing = [name for name in TOOLS if not shutil.which(name, path=PATH)]
    if missing:
        return f"not installed: {', '.join(missing)}"
    tried = run(["unshare", "--net", "--mount", "--pid", "--uts", "--ipc", "--fork", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], check=False)
    return f"no namespaces here: {tried.stderr.strip()[-200:]}" if tried.returncode else ""


class Network:
    """The bridge, and the disks' tmpfs, held by one process."""

    def __init__(self, folder, tied=True, pid=None):
        self.folder, self.tied, self.pid = pathlib.Path(folder), tied, pid
        if pid is None:
            script = ('mount --make-rprivate / && mount -t tmpfs -o mode=755 tmpfs "$0" && ip link set lo up && '
                      "ip link add br0 type bridge && ip link set br0 up && echo ready && exec 1>/dev/null 2>&1 sleep infinity")
            self.process = start([*die_with_us(tied), "unshare", "--net", "--mount", "bash", "-c", script, str(self.folder)])
            self.pid = self.process.pid

    def enter(self, *flags):
        return ["nsenter", "-t", str(self.pid), *flags]

    def ip(self, *lines):
        run([*self.enter("-n"), "ip", "-batch", "-"], text="\n".join(lines) + "\n")

    def stop(self):
        kill(self.pid)


def kill(pid, number=signal.SIGKILL):
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


class Host:
    """One machine. `lower` is the root folder whose programs it has; what it changes is its own."""

    def __init__(self, network, name, address, lower="/", pid=None):
        self.network, self.name, self.address, self.lower, self.pid = network, name, address, lower, pid

    def power_on(self):
        disk = self.network.folder / self.name
        words = ["unshare", "--mount", "--uts", "--ipc", "--net", "--pid", "--fork", "--kill-child",
                 "bash", str(HERE / "init.sh"), str(disk), self.lower, self.name]
        process = start([*die_with_us(self.network.tied), *self.network.enter("-m"), *words])
        children = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children")
        self.pid = int(children.read_text(encoding="utf-8").split()[0])
        port = f"v{self.address.split('.')[-1]}"
        self.network.ip(f"link add {port} type veth peer name eth0 netns {self.pid}", f"link set {port} master br0 up")
        batch = f"addr add {self.address}/{MASK} dev eth0\nlink set eth0 up\n"
        run(["nsenter", "-t", str(self.pid), "-n", "ip", "-batch", "-"], text=batch)

    def is_on(self):
        return self.pid is not None and pathlib.Path(f"/proc/{self.pid}/root/etc").exists()

    def power_cut(self):
        """Everything at once, as when the plug is pulled; what was written stays."""
        kill(self.pid)
        port = f"v{self.address.split('.')[-1]}"
        wait_for(f"{self.name} to be gone", lambda: not self.is_on(), 10, 0.02)
        run([*self.network.enter("-n"), "ip", "link", "del", port], check=False)
        self.pid = None

    def path(self, inside):
        """A file of the host as this process reaches it."""
        return pathlib.Path(f"/proc/{self.pid}/root{inside}")

    def read(self, inside):
        return self.path(inside).read_text(encoding="utf-8", errors="replace")

    def write(self, inside, text, owner=None, mode=0o644):
        """Owner and mode stay as they are when none are given and the file is there."""
        path = self.path(inside)
        path.parent.mkdir(parents=True, exist_ok=True)
        there = path.exists()
        path.write_text(text, encoding="utf-8")
        if owner:
            self.sh(f"chown {owner} {shlex.quote(inside)}")
        if owner or not there:
            path.chmod(mode)

    def command(self, words, user=None):
        plain = ["nsenter", "-t", str(self.pid), "-m", "-u", "-i", "-n", "-p"]
        if user:
            plain += ACCOUNT.format(user=user).split()
        return plain + list(words)

    def run(self, *words, user=None, check=True, text=None, limit=60):
        return run(self.command(words, user), check, text, limit)

    def sh(self, script, user=None, check=True, limit=60):
        return self.run("bash", "-c", script, user=user, check=check, limit=limit).stdout

    def spawn(self, name, command, user=None):
        """A service: a shell command that ends in `exec`. Its process id is in /run/NAME.pid, its words in /var/log/NAME.log."""
        account = ACCOUNT.format(user=user) if user else ""
        service = f"echo $$ >/run/{name}.pid; cd /; exec {account} bash -c {shlex.quote(command)}"
        self.sh(f"rm -f /run/{name}.pid; setsid bash -c {shlex.quote(service)} </dev/null >>/var/log/{name}.log 2>&1 &")
        wait_for(f"the start of {name}", self.path(f"/run/{name}.pid").exists, 5, 0.01)

    def service_pid(self, name):
        """As the host itself counts; 0 when it does not run."""
        try:
            pid = int(self.read(f"/run/{name}.pid"))
            return pid if self.path(f"/proc/{pid}/stat").read_text(encoding="utf-8").split(") ")[1][0] != "Z" else 0
        except (OSError, ValueError, IndexError):
            return 0

    def signal(self, name, word="TERM"):
        self.sh(f"kill -{word} {self.service_pid(name)}")

    def end(self, name, word="TERM", seconds=30):
        if self.service_pid(name):
            self.signal(name, word)
        wait_for(f"{name} on {self.name} to end", lambda: not self.service_pid(name), seconds)
