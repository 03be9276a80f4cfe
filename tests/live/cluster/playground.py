"""One cluster for many tests: brought up once, rebuilt when a test has left it unwell, always taken down."""
import json
import pathlib

import signal
import sys
import tempfile

import host
from cluster import Cluster, Programs


def arguments(parser):
    parser.add_argument("--root", default="/", help="root folder of another suite")
    parser.add_argument("--postgres", type=int, default=15)
    parser.add_argument("--store", default="etcd3")
    parser.add_argument("--findings", type=pathlib.Path, help="folder for snapshots of what went otherwise")


class Playground:
    def __init__(self, programs, findings=None):
        self.programs, self.findings, self.cluster, self.rebuilt = programs, findings, None, 0

    def build(self):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="patrol-lab-"))
        self.cluster = Cluster(folder, self.programs)
        try:
            took = self.cluster.up()
        except host.Stuck:
            print(self.cluster.logs(), flush=True)
            raise
        print(f"cluster up after {took:.1f} s", flush=True)

    def rebuild(self):
        print("the cluster is not well; a new one is made", flush=True)
        self.rebuilt += 1
        self.down()
        self.build()

    def well(self):
        """The cluster, healthy: as it is, after some seconds, or a new one."""
        try:
            self.cluster.wait_healthy(20)
        except host.Stuck:
            self.rebuild()

    def down(self):
        if self.cluster:
            self.cluster.down()
            self.cluster = None

    def keep(self, name, answer, wrong, words):
        """What was said and a snapshot, for whoever has to find out why."""
        if not self.findings:
            return
        self.findings.mkdir(parents=True, exist_ok=True)
        (self.findings / f"{name}.report.json").write_text(answer.out, encoding="utf-8")
        self.cluster.auditor.run("snapshot", "-o", str(self.findings / f"{name}.json"), *words)
        with open(self.findings / "README.md", "a", encoding="utf-8") as list_of_all:
            list_of_all.write(f"## {name}\n\n{json.dumps(wrong, indent=1)}\n\n")


def attempt(test, ground, options):
    """A test that breaks off has failed; the others go on, on a new cluster."""
    try:
        return test(ground, options)
    except host.Unable:
        raise
    except Exception as problem:
        print(f"DIFF broke off: {type(problem).__name__}: {problem}", flush=True)
        ground.rebuild()
        return False


def main(options, *tests):
    """Exit status of all tests on one cluster."""
    programs = Programs(root=options.root, postgres=options.postgres, store=options.store)
    reason = programs.unable()
    if reason:
        print(f"SKIPPED: {reason}")
        return 77
    ground = Playground(programs, options.findings)

    def end(number, _):
        ground.down()
        sys.exit(128 + number)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    try:
        ground.build()
        passed = [attempt(test, ground, options) for test in tests]
    except host.Unable as reason:
        print(f"SKIPPED: {reason}")
        return 77
    finally:
        ground.down()
    return 0 if all(passed) else 1
