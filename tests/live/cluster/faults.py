#!/usr/bin/python3
"""When servers are gone, hang, reset, cut off, babble or drip: is there a report in time that names what was not checked?

    faults.py [--only TEXT]

Each fault concerns one member or etcd. The report must come within the deadline and three seconds, exit 1 or 3, name
member and surface as not checked, and have the other members complete.
"""
import argparse
import concurrent.futures
import dataclasses
import json
import re
import sys
import time
from typing import Callable

import documents
import playground
from host import Stuck
from proxy import WAYS, Proxy
from scene import Scene

DEADLINE, GRACE = 4, 3
AFTER = {"sql": (0, 1, 60, 1500, 6000), "ssh": (0, 20, 700, 2500), "rest": (0, 15, 300), "etcd": (0, 15, 300)}
SURFACE = {"sql": "sql|pg_|server|settings|PostgreSQL|5432|libpq", "ssh": "ssh|host|files", "rest": "rest|REST|8008", "etcd": "dcs|etcd|2379"}


@dataclasses.dataclass(frozen=True)
class Fault:
    """`say`: a regular expression that the entries of not_checked for the member must match."""
    name: str
    do: Callable
    undo: Callable
    say: str
    member: str = "two"
    settle: float = 0.5
    in_findings: bool = False  # may be a finding in place of an entry of not_checked


def postgres(word):
    """A signal to every process of PostgreSQL on a member: its processes only, as the host has a process list of its own."""
    def do(s):
        s.host(s.two).sh(f"kill -{word} $(for p in /proc/[0-9]*; do [ \"$(cat $p/comm 2>/dev/null)\" = postgres ] && basename $p; done)")
    return do


def patroni(word):
    return lambda s: s.host(s.two).signal("patroni", word)


def stop(service):
    return lambda s: s.host(s.two).end(service)


def start_patroni(s):
    s.cluster.start_patroni(s.two)


def cut(s):
    s.host(s.two).power_cut()


def power(s):
    one = s.host(s.two)
    one.power_on()
    s.cluster.start_sshd(s.two)
    s.cluster.start_etcd(s.two)
    start_patroni(s)


def stop_two_etcd(s):
    for name in (s.one, s.two):
        s.host(name).end("etcd")


def start_two_etcd(s):
    for name in (s.one, s.two):
        s.cluster.start_etcd(name)


FAULTS = [
    Fault("sshd-stopped", stop("sshd"), lambda s: s.cluster.start_sshd(s.two), SURFACE["ssh"]),
    Fault("postgres-sleeps", postgres("STOP"), postgres("CONT"), SURFACE["sql"]),
    Fault("patroni-sleeps", patroni("STOP"), patroni("CONT"), SURFACE["rest"]),
    Fault("patroni-killed", lambda s: s.host(s.two).end("patroni", "KILL"), start_patroni, SURFACE["rest"]),
    Fault("patroni-stopped", stop("patroni"), start_patroni, SURFACE["sql"]),
    Fault("power-cut", cut, power, SURFACE["ssh"]),
    Fault("etcd-stopped", stop("etcd"), lambda s: s.cluster.start_etcd(s.two), "etcd|2379", member="", in_findings=True),
    Fault("etcd-no-quorum", stop_two_etcd, start_two_etcd, "etcd|dcs|DCS", member="", in_findings=True),
]


def verdict(answer, member, say, others, in_findings=False):
    """What is wrong with a report on a faulty cluster."""
    wrong = [answer.problem()] if answer.problem() else []
    if answer.seconds > DEADLINE + GRACE:
        wrong.append(f"took {answer.seconds:.1f} s with a deadline of {DEADLINE} s")
    if answer.code not in (1, 3):
        wrong.append(f"exit {answer.code}")
    if "\x1b" in answer.out or "\x1b" in answer.err:
        wrong.append("escape characters in the output")
    entries = [one for one in answer.not_checked if not member or one.get("member") == member]
    text = json.dumps(entries) + (json.dumps(answer.findings) if in_findings else "")
    if not re.search(say, text if entries or in_findings else ""):
        wrong.append(f"not_checked of {member or 'the cluster'} does not tell ({say}): {text[:300]}")
    strangers = sorted({str(one.get("member")) for one in answer.not_checked} & set(others))
    if strangers:
        wrong.append(f"members without a fault were not checked: {', '.join(strangers)}")
    return wrong


class Totals:
    def __init__(self):
        self.count = self.bad = 0

    def add(self, name, wrong, seconds):
        self.count += 1
        self.bad += bool(wrong)
        print(f"{'ok  ' if not wrong else 'DIFF'} {name}: {seconds:.1f} s", flush=True)
        for line in wrong:
            print(f"       {line}", flush=True)


def play(ground, fault, totals):
    scene, begun = Scene(ground.cluster), time.monotonic()
    member = scene.names(fault.member)[0] if fault.member else ""
    try:
        fault.do(scene)
        time.sleep(fault.settle)
        answer = ground.cluster.auditor.drift("--deadline", f"{DEADLINE}s")
        others = [one.name for one in ground.cluster.members if one.name != member] if member else []
        wrong = verdict(answer, member, fault.say, others, fault.in_findings)
        if wrong:
            ground.keep(f"fault-{fault.name}", answer, wrong, ["--deadline", f"{DEADLINE}s"])
    except Stuck as problem:
        wrong = [f"could not be played: {problem}"]
    try:
        fault.undo(scene)
        ground.cluster.wait_healthy(60)
    except Stuck as problem:
        print(f"       undo of {fault.name}: {problem}", flush=True)
        ground.rebuild()
    totals.add(fault.name, wrong, time.monotonic() - begun)


class Detour:
    """Member `server-3`, or the DCS, reached through a proxy at a loopback address of the auditor's."""
    PORTS = {"sql": 5432, "ssh": 22, "rest": 8008, "etcd": 2379}

    def __init__(self, cluster, number, surface, way, after):
        self.cluster, self.surface = cluster, surface
        self.member = cluster.members[-1]
        self.port = self.PORTS[surface]
        self.place = (f"127.0.{1 + number // 200}.{1 + number % 200}", self.port)
        self.proxy = Proxy(cluster.auditor.pid, self.place, (self.member.address, self.port), way, after)
        self.name = f"{surface}-{way}-{after}"
        self._write()

    def _write(self):
        auditor, member = self.cluster.auditor, self.member
        inventory = auditor.inventory(self.cluster.members)
        keys = {"sql": "host: {0}, ssh_host: {1}, api: 'http://{1}:8008/patroni'", "ssh": "host: {1}, ssh_host: {0}",
                "rest": "host: {1}, api: 'http://{0}:8008/patroni'", "etcd": "host: {1}"}[self.surface]
        inventory = inventory.replace(f"host: {member.address}}}", keys.format(self.place[0], member.address) + "}")
        if self.surface == "etcd":
            config = (auditor.folder / "patroni.yml").read_text(encoding="utf-8")
            for other in self.cluster.members:
                config = config.replace(f"    - {other.address}:2379\n", "" if other != member else f"    - {self.place[0]}:2379\n")
            auditor.write(f"{self.name}.patroni.yml", config, 0o600)
            inventory = inventory.replace(f"{auditor.folder}/patroni.yml", f"{auditor.folder}/{self.name}.patroni.yml")
        known = (auditor.folder / "known_hosts").read_text(encoding="utf-8")
        if self.place[0] not in known:
            key = self.cluster.hosts[member.name].read("/etc/ssh/lab_host_key.pub")
            auditor.write("known_hosts", f"{known}{self.place[0]} {key}")
            with open(auditor.folder / "pgpass", "a", encoding="utf-8") as passwords:
                passwords.write(f"{self.place[0]}:5432:*:patrol:{documents.SECRETS['auditor']}\n")
        auditor.write(f"{self.name}.inventory.yml", inventory)

    def audit(self):
        auditor = self.cluster.auditor
        answer = auditor.drift("--inventory", str(auditor.folder / f"{self.name}.inventory.yml"), "--deadline", f"{DEADLINE}s")
        self.proxy.close()
        return answer

    def judge(self, answer):
        others = [one.name for one in self.cluster.members if one != self.member]
        is_store = self.surface == "etcd"
        return verdict(answer, "" if is_store else self.member.name, SURFACE[self.surface], others, is_store)


def detours(ground, only, totals):
    """All misbehaviour at every step, four audits at a time: nothing of it reaches the cluster."""
    plans = [(surface, way, after) for surface in AFTER for way in ("refuse", *WAYS) for after in AFTER[surface]
             if (way != "refuse" or after == 0) and only in f"{surface}-{way}-{after}"]
    made = [Detour(ground.cluster, number, *plan) for number, plan in enumerate(plans)]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        for detour, answer in zip(made, pool.map(Detour.audit, made)):
            wrong = detour.judge(answer)
            if wrong:
                ground.keep(detour.name, answer, wrong, ["--inventory", str(ground.cluster.auditor.folder / f"{detour.name}.inventory.yml")])
            totals.add(detour.name, wrong, answer.seconds)


def proxies_work(ground):
    """A proxy that only passes on must change nothing."""
    wrong = []
    for number, surface in enumerate(AFTER):
        detour = Detour(ground.cluster, 300 + number, surface, "pass", 0)
        answer = detour.audit()
        if answer.problem() or answer.not_checked:
            wrong.append(f"{surface} through a proxy that passes on: {answer.problem() or json.dumps(answer.not_checked)[:300]}")
        if not any(detour.proxy.seen):
            wrong.append(f"{surface}: nobody came by the proxy")
    return wrong


def run(ground, options):
    begun, totals = time.monotonic(), Totals()
    ground.well()
    if not options.only:
        totals.add("proxies", proxies_work(ground), time.monotonic() - begun)
    detours(ground, options.only, totals)
    for fault in FAULTS:
        if options.only in fault.name:
            play(ground, fault, totals)
    print(f"faults: {totals.count}, {totals.bad} judged otherwise than expected, {time.monotonic() - begun:.0f} s")
    return totals.bad == 0 and totals.count > 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="")
    playground.arguments(parser)
    return playground.main(parser.parse_args(), run)


if __name__ == "__main__":
    sys.exit(main())
