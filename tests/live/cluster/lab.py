#!/usr/bin/python3
"""A real cluster on this machine: three members with PostgreSQL, Patroni, etcd and sshd, a load balancer, an auditor.

    lab.py up [--members N] [--root FOLDER --postgres MAJOR] [--store etcd3|etcd|zookeeper|consul]
    lab.py down
    lab.py sh HOST COMMAND      in a shell on server-1 …, lb-1 or auditor
    lab.py audit ARGS…          patrol drift (or the command that ARGS begin with) from the auditor's place
    lab.py status

Needs root. Everything lies in namespaces; nothing of this machine's network or files is touched. Tests use `Cluster`.
"""
import argparse
import json
import os
import pathlib
import sys
import tempfile

import audit
import host
from cluster import Cluster, Programs

STATE = pathlib.Path(os.environ.get("PATROL_LAB_STATE", "/tmp/patrol-lab.json"))


def up(options):
    if STATE.exists():
        return fail(f"{STATE} says that a cluster is up; lab.py down first")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="patrol-lab-"))
    programs = Programs(root=options.root, postgres=options.postgres, store=options.store)
    reason = programs.unable()
    if reason:
        return fail(reason)
    cluster = Cluster(folder, programs, options.members, tied=False)
    try:
        took = cluster.up()
    except BaseException:
        print(cluster.logs(), file=sys.stderr)
        cluster.down()
        raise
    STATE.write_text(json.dumps(cluster.state()), encoding="utf-8")
    print(f"up after {took:.1f} s; {', '.join(cluster.hosts)}; files of the auditor in {cluster.auditor.folder}")
    return 0


def fail(words):
    print(f"lab.py: {words}", file=sys.stderr)
    return 2


def attach():
    if not STATE.exists():
        raise host.Unable("no cluster is up")
    return Cluster.attach(json.loads(STATE.read_text(encoding="utf-8")))


def down(_):
    cluster = attach()
    cluster.down()
    STATE.unlink()
    return 0


def shell(options):
    cluster, command = attach(), " ".join(options.words)
    if options.host == "auditor":
        words, environment = [*cluster.auditor.enter(), "bash", "-c", command], cluster.auditor.environment()
    elif options.host in cluster.hosts:
        words, environment = cluster.hosts[options.host].command(["bash", "-c", command]), host.environment()
    else:
        return fail(f"no host {options.host}; there are auditor, {', '.join(cluster.hosts)}")
    os.execvpe(words[0], words, environment)
    return 2


def run_audit(options):
    auditor = attach().auditor
    words = auditor.words(*options.words)
    os.execvpe(words[0], words, auditor.environment())
    return 2


def status(_):
    print(attach().describe())
    return 0


def given(parser):
    """Options, and the words that are not ours: all that follow `sh HOST` or `audit`, dashes and all."""
    for command, count in (("audit", 2), ("sh", 3)):
        if sys.argv[1:2] == [command]:
            return parser.parse_args(sys.argv[1:count]), sys.argv[count:]
    return parser.parse_args(), []


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("up")
    one.add_argument("--members", type=int, default=3)
    one.add_argument("--root", default="/")
    one.add_argument("--postgres", type=int, default=15)
    one.add_argument("--store", default="etcd3")
    one.set_defaults(call=up)
    for name, call in (("down", down), ("status", status)):
        commands.add_parser(name).set_defaults(call=call)
    one = commands.add_parser("sh")
    one.add_argument("host")
    one.set_defaults(call=shell)
    commands.add_parser("audit", add_help=False).set_defaults(call=run_audit)
    options, options.words = given(parser)
    try:
        return options.call(options)
    except (host.Unable, host.Stuck) as problem:
        return fail(str(problem))


if __name__ == "__main__":
    sys.exit(main())
