#!/usr/bin/python3
"""What an audit takes: three members behind a line of 20 ms, and 300 members on loopback in one run.

    bench.py [--runs N] [--members N]      --runs 0 leaves the line out
"""
import argparse
import pathlib
import re

import statistics
import sys
import tempfile
import time

import documents
import host
import netns
from audit import Auditor
from cluster import Cluster, Programs

ROUND_TRIP = 20
BOUNDS = {"with an inventory": 8, "with discovery": 11}
RELAY = pathlib.Path(__file__).resolve().parent / "relay.py"


class FarAuditor(Auditor):
    """Beside the members, at the other end of a long line."""

    def __init__(self, folder, network, near, address, milliseconds):
        self.folder, self.address, self.program = folder, address, near.program
        script = "ip link set lo up && echo ready && exec 1>/dev/null 2>&1 sleep infinity"
        self.pid = host.start([*host.die_with_us(True), "unshare", "--net", "bash", "-c", script]).pid
        words = [sys.executable, "-B", str(RELAY), str(self.pid), "eth0", str(network.pid), "far", str(milliseconds)]
        self.relay = host.start([*host.die_with_us(True), *words])
        network.ip("link set far master br0 up")
        host.run([*self.enter(), "ip", "-batch", "-"], text=f"addr add {address}/{host.MASK} dev eth0\nlink set eth0 up\n")

    def stop(self):
        host.kill(self.relay.pid)
        super().stop()

    def round_trip(self, cluster):
        """Milliseconds to set up a connection."""

        taken = []
        for _ in range(5):
            begun = time.perf_counter()
            netns.connect(self.pid, cluster.members[0].address, 2379).close()
            taken.append((time.perf_counter() - begun) * 1000)
        return statistics.median(taken)


def far(runs):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="patrol-lab-"))
    cluster, auditor = Cluster(folder, Programs()), None
    try:
        cluster.up()
        # Its logins come from another address than the usual auditor's.
        for member in cluster.members:
            one = cluster.hosts[member.name]
            one.write(documents.PATRONI_YML, one.read(documents.PATRONI_YML).replace(f"{documents.AUDITOR}/32", f"{documents.NETWORK}.0/30"))
            cluster.reload_patroni(member.name)
        cluster.wait_loop(2)
        auditor = FarAuditor(cluster.auditor.folder, cluster.network, cluster.auditor, documents.FAR, ROUND_TRIP)
        print(f"line: {auditor.round_trip(cluster):.1f} ms to connect")
        ways = {"with an inventory": ["--inventory", str(auditor.folder / "inventory.yml")], "with discovery": []}
        for name, words in ways.items():
            measure(auditor, name, words, runs)
    finally:
        if auditor:
            auditor.stop()
        cluster.down()


def measure(auditor, name, words, runs):
    near = auditor.drift(*words)  # also warms caches
    if near.problem():
        print(f"three members {name}: {near.problem()}")
        return
    taken = [auditor.drift(*words).seconds for _ in range(runs)]
    bound = BOUNDS[name] * ROUND_TRIP / 1000
    took = statistics.median(taken)
    print(f"three members {name}, {ROUND_TRIP} ms a round trip: {took:.3f} s; bound {BOUNDS[name]} round trips, {bound:.2f} s; "
          f"ratio {took / bound:.2f} (aim <= 1.5); not checked: {len(near.not_checked)}")
    timings = auditor.drift(*words, "--timings").err.strip()
    print(re.sub(r"^", "    ", timings, flags=re.MULTILINE))


def many(count):
    """One real server under many addresses: what counts is the time, not the findings."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="patrol-lab-"))
    cluster = Cluster(folder, Programs(), members=1, edit=everywhere)
    try:
        cluster.up()
        auditor, inside = cluster.auditor, cluster.hosts["server-1"].pid
        places = [f"127.1.{number // 250}.{1 + number % 250}" for number in range(count)]
        members = "".join(f"      - {{name: node-{number:04}, host: {place}}}\n" for number, place in enumerate(places))
        inventory = auditor.inventory([])
        auditor.write("many.yml", inventory + members)
        key = cluster.hosts["server-1"].read("/etc/ssh/lab_host_key.pub")
        auditor.write("known_hosts", "".join(f"{place} {key}" for place in places))
        auditor.write("pgpass", f"*:5432:*:patrol:{documents.SECRETS['auditor']}\n", 0o600)
        auditor.pid = inside  # only for the audit: the addresses are this host's own
        for words, name in ((["--no-ssh"], "SQL and REST"), ([], "SQL, REST and ssh")):
            answer = auditor.drift("--inventory", str(auditor.folder / "many.yml"), "--deadline", "120s", *words, limit=300)
            silent = {one.get("member") for one in answer.not_checked}
            print(f"{count} members in one run, {name}: {answer.seconds:.1f} s; {len(silent)} members with gaps{answer.problem() and ': ' + answer.problem()}")
    finally:
        cluster.down()


def everywhere(text):
    """One server that answers at every address of loopback."""
    address = documents.Member(1).address
    text = text.replace(f"listen: {address}:", "listen: 0.0.0.0:").replace("max_connections: 60", "max_connections: 1000")
    rule = f"    - hostssl postgres patrol {documents.AUDITOR}/32 scram-sha-256\n"
    return text.replace(rule, rule + "    - hostssl all all 127.0.0.0/8 scram-sha-256\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--members", type=int, default=300)
    options = parser.parse_args()
    reason = Programs().unable()
    if reason:
        print(f"SKIPPED: {reason}")
        return 77
    if options.runs:
        far(options.runs)
    many(options.members)
    return 0


if __name__ == "__main__":
    sys.exit(main())
