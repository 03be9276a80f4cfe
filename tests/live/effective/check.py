#!/usr/bin/env python3
"""Is what `patrol why` predicts what real servers run with?

    check.py PATROL [--only NAME] [--file FILE] [--list] [--keep] [--jobs N] [--record FOLDER | --from FOLDER]
                    [--root FOLDER --postgres MAJOR]

Each scenario (scenarios/*.yml) is played on PostgreSQL and Patroni on loopback; then every row of pg_settings that is not
the compiled default, the values that the running Patroni holds, and its log are held against the prediction made of
copies of the same documents. Exit 1: an unexplained difference. Exit 77: it cannot be played here.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import shutil
import signal
import sys
import time

try:
    import yaml  # noqa: F401
except ImportError:
    debian = "/usr/bin/python3"  # another Python may come first in the path, without Debian's modules
    if os.path.exists(debian) and os.environ.get("PATROL_PYTHON") != debian:
        os.environ["PATROL_PYTHON"] = debian
        os.execv(debian, [debian, "-B"] + sys.argv)
    print("SKIPPED: python3-yaml is not installed")
    sys.exit(77)

import compare
import lab
import play
import scenario as scenarios


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("patrol", nargs="?", help="the program; not needed with --record alone")
    parser.add_argument("--only", default="", help="scenarios whose name contains this")
    parser.add_argument("--file", default="*", help="only scenarios/FILE.yml; * and ? as in a shell")
    parser.add_argument("--list", action="store_true", help="names and sentences, nothing is run")
    parser.add_argument("--keep", action="store_true", help="leave the folders behind")
    parser.add_argument("--jobs", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=100, help="what a scenario may take")
    parser.add_argument("--record", type=pathlib.Path, help="save what was seen")
    parser.add_argument("--from", dest="source", type=pathlib.Path, help="compare records, start nothing")
    parser.add_argument("--root", default="", help="root folder of another suite")
    parser.add_argument("--postgres", type=int, default=15)
    return parser.parse_args()


def unable(suite):
    missing = suite.missing() + [name for name in ("etcd", "psql", "setpriv") if not shutil.which(name)]
    return f"not installed: {', '.join(missing)}" if missing else ""


class Totals:
    def __init__(self):
        self.scenarios = self.rows = self.values = self.lines = self.different = self.explained = self.failed = 0
        self.reasons = collections.Counter()
        self.again = []

    def repeat(self, name, results):
        self.again.append(name)
        for text in [text for result in results for text in result.different]:
            print(f"again {name}: {text}", flush=True)

    def add(self, name, results, took):
        different = [text for result in results for text in result.different]
        explained = sum(len(result.explained) for result in results)
        rows = sum(result.rows for result in results)
        self.scenarios += 1
        self.rows += rows
        self.values += sum(result.values for result in results)
        self.lines += sum(result.lines for result in results)
        self.different += len(different)
        self.explained += explained
        self.reasons.update(why for result in results for _, why in result.explained)
        print(f"{'ok  ' if not different else 'DIFF'} {name}: {rows} rows, {len(different)} different, "
              f"{explained} explained, {took:.0f} s", flush=True)
        for text in different:
            print(f"     {text}", flush=True)

    def fail(self, name, problem):
        self.scenarios += 1
        self.failed += 1
        print(f"FAIL {name}: {problem}", flush=True)


def save(folder, records):
    folder.mkdir(parents=True, exist_ok=True)
    for one in records:
        path = folder / f"{one['scenario']}-{one['member']}.json"
        path.write_text(json.dumps(one, indent=1), encoding="utf-8")


def recorded(folder, name):
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob(f"{name}-server-*.json"))]
    return [one for one in found if one["scenario"] == name]


def judge(options, scenario, records, took, totals):
    if options.patrol:
        totals.add(scenario["name"], compare.hold(options.patrol, scenario, records), took)
    else:
        totals.scenarios += 1
        print(f"recorded {scenario['name']}: {len(records)} members, {took:.0f} s", flush=True)


def hold_twice(options, scenario, records, play_again, totals):
    """A busy machine makes a real leader lose its lock, and what it then runs with depends on when. So a difference
    counts when a second play, alone on the machine, shows one too; the first is printed all the same."""
    results = compare.hold(options.patrol, scenario, records)
    if not any(result.different for result in results):
        return results
    totals.repeat(scenario["name"], results)
    records, _ = play_again(scenario)
    if isinstance(records, Exception):
        return results
    return compare.hold(options.patrol, scenario, records)


def play_all(options, suite, chosen, totals):
    folder = suite.temporary()
    settings = {"seconds": options.seconds, "keep": options.keep}
    etcd = None

    def one(scenario):
        begun = time.monotonic()
        try:
            return play.play(suite, etcd, folder, scenario, settings), time.monotonic() - begun
        except Exception as problem:  # the others go on
            return problem, time.monotonic() - begun

    def end(signal_number, _):
        for cluster in list(play.PLAYED):
            cluster.kill()
        if etcd is not None:
            etcd.stop()
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(128 + signal_number)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    try:
        etcd = lab.Etcd(folder)
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            played = list(zip(chosen, pool.map(one, chosen)))
        for scenario, (records, took) in played:
            if isinstance(records, Exception):
                totals.fail(scenario["name"], f"{type(records).__name__}: {records}")
                continue
            if options.record:
                save(options.record, records)
            if options.patrol:
                totals.add(scenario["name"], hold_twice(options, scenario, records, one, totals), took)
            else:
                judge(options, scenario, records, took, totals)
    finally:
        if etcd is not None:
            etcd.stop()
        if options.keep:
            print(f"kept: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)


def compare_all(options, chosen, totals):
    for scenario in chosen:
        records = recorded(options.source, scenario["name"])
        if records:
            judge(options, scenario, records, 0, totals)


def main():
    options = parse()
    chosen = [one for one in scenarios.load(options.file) if options.only in one["name"]]
    if options.list:
        for one in chosen:
            print(f"{one['name']}: {one['what']}")
        return 0
    begun, totals, versions = time.monotonic(), Totals(), "from records"
    if options.source:
        compare_all(options, chosen, totals)
    else:
        suite = lab.Suite(options.root, options.postgres)
        reason = unable(suite)
        if reason:
            print(f"SKIPPED: {reason}")
            return 77
        left_out = [one["name"] for one in chosen if not scenarios.is_for(one, suite.patroni)]
        play_all(options, suite, [one for one in chosen if one["name"] not in left_out], totals)
        versions = f"Patroni {suite.patroni}, PostgreSQL {suite.postgres}; not for this version: {', '.join(left_out) or 'none'}"
    for reason, count in totals.reasons.most_common():
        print(f"explained {count} times: {reason}")
    if totals.again:
        print(f"played again: {', '.join(totals.again)}")
    print(versions)
    print(f"{totals.scenarios} scenarios ({totals.failed} could not be played), {totals.rows} rows compared, "
          f"{totals.values} values of Patroni, {totals.lines} lines of its log, {totals.different} different, "
          f"{totals.explained} explained, {time.monotonic() - begun:.0f} s")
    return 1 if totals.different or totals.failed or not totals.scenarios else 0


if __name__ == "__main__":
    sys.exit(main())
