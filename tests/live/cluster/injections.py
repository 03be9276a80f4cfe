#!/usr/bin/python3
"""Is every change of a running cluster named, with its member and setting, and nothing else?

    injections.py [--only TEXT] [--alone] [--rehearse] [--list] [--findings FOLDER]

Injections of one batch are made together and asked for in one audit; --alone makes each by itself. --rehearse needs no
patrol: it shows by other means what each injection changes, and that its undo leaves nothing. --findings keeps a
snapshot of everything that was answered otherwise than expected.
"""
import argparse
import collections
import sys
import time

import fingerprint
import playground
import table_cluster
import table_logins
import table_neutral
import table_parameters
import table_store
from audit import show
from host import Stuck
from scene import Scene, unexplained

# A server that has just started, or a leader that has just changed, is given a minute before its state is judged. So the
# batches that restart something come last, and those about state not first.
LAST = ("dcs", "env", "quiet3", "quiet4", "quiet5")
WRITTEN = table_neutral.TABLE + table_parameters.TABLE + table_logins.TABLE + table_store.TABLE + table_cluster.TABLE
TABLE = [one for one in WRITTEN if one.batch not in LAST] + [one for one in WRITTEN if one.batch in LAST]


def batches(chosen, alone):
    found = collections.OrderedDict()
    for one in chosen:
        found.setdefault(one.name if alone or not one.batch else one.batch, []).append(one)
    return list(found.values())


def inject(scene, batch):
    done = []
    for one in batch:
        done.append(one)
        one.do(scene)
    return done


def take_back(scene, done):
    scene.restore()
    for one in reversed(done):
        if one.undo:
            one.undo(scene)
    settle = max((one.settle for one in done), default=0)
    time.sleep(settle)
    scene.cluster.wait_healthy()


class Verdicts:
    """One line per injection, and the totals."""

    def __init__(self, ground):
        self.ground, self.count, self.bad = ground, 0, 0
        self.neutral = 0

    def add(self, one, wrong, took):
        self.count += 1
        self.neutral += one.is_neutral
        self.bad += bool(wrong)
        print(f"{'ok  ' if not wrong else 'DIFF'} {one.name}: {one.what}, {took:.1f} s", flush=True)
        for line in wrong:
            print(f"       {line}", flush=True)

    def last_line(self, took):
        print(f"injections: {self.count - self.neutral} changes and {self.neutral} neutral ones, {self.bad} judged otherwise than expected, {took:.0f} s")


def judge(answer, batch, scene):
    """What is wrong, by injection; what nobody explains goes to the first."""
    if answer.problem():
        return {batch[0].name: [answer.problem()]}
    wrong = collections.defaultdict(list)
    for one in batch:
        for expected in one.expect:
            lacking = scene.missing(expected, answer.findings)
            if lacking:
                wrong[one.name].append(f"not said: {lacking}")
    for finding in unexplained(answer.loud(), batch, scene):
        wrong[batch[0].name].append(f"said besides: {show(finding)}")
    return wrong


def play(ground, batch, verdicts, options):
    scene, begun = Scene(ground.cluster), time.monotonic()
    done, wrong = [], {}
    words = [word for one in batch for word in one.options]
    try:
        done = inject(scene, batch)
        time.sleep(max(one.settle for one in batch))
        answer = ground.cluster.auditor.drift(*words)
        wrong = judge(answer, batch, scene)
        if wrong:
            ground.keep(batch[0].batch or batch[0].name, answer, wrong, words)
    except Stuck as problem:
        wrong = {batch[0].name: [f"could not be played: {problem}"]}
    try:
        take_back(scene, done or batch)
        after = ground.cluster.auditor.drift()
        if after.problem() or after.loud():
            wrong.setdefault(batch[0].name, []).extend([after.problem()] if after.problem() else [f"after the undo: {show(one)}" for one in after.loud()])
            ground.keep((batch[0].batch or batch[0].name) + "-undone", after, wrong, [])
    except Stuck as problem:
        wrong.setdefault(batch[0].name, []).append(f"undo: {problem}")
        ground.rebuild()
    took = (time.monotonic() - begun) / len(batch)
    for one in batch:
        verdicts.add(one, wrong.get(one.name, []), took)


def rehearse(ground, batch, verdicts, options):
    """Effect and undo, as seen by SQL, REST and the files."""
    before, scene, begun = fingerprint.of_cluster(ground.cluster), Scene(ground.cluster), time.monotonic()
    wrong, changed = [], []
    try:
        done = inject(scene, batch)
        time.sleep(max(one.settle for one in batch))
        changed = fingerprint.difference(before, fingerprint.of_cluster(ground.cluster))
    except Exception as problem:  # the undo is tried all the same
        wrong, done = [f"do: {type(problem).__name__} {problem}"], batch
    try:
        take_back(scene, done)
        wrong += [f"left behind: {key}" for key in fingerprint.difference(before, fingerprint.of_cluster(ground.cluster))]
    except Exception as problem:
        wrong.append(f"undo: {type(problem).__name__} {problem}")
        ground.rebuild()
    for one in batch:
        verdicts.add(one, wrong, time.monotonic() - begun)
    print(f"       changed: {', '.join(changed[:8]) or 'nothing that SQL, REST or files show'}", flush=True)


def run(ground, options):
    begun, verdicts = time.monotonic(), Verdicts(ground)
    chosen = [one for one in TABLE if options.only in one.name and one.fits(ground.programs)]
    for batch in batches(chosen, options.alone):
        (rehearse if options.rehearse else play)(ground, batch, verdicts, options)
    verdicts.last_line(time.monotonic() - begun)
    return verdicts.bad == 0 and verdicts.count > 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="")
    parser.add_argument("--alone", action="store_true")
    parser.add_argument("--rehearse", action="store_true")
    parser.add_argument("--list", action="store_true")
    playground.arguments(parser)
    options = parser.parse_args()
    if options.list:
        for one in TABLE:
            print(f"{one.name}: {one.what}{' (neutral)' if one.is_neutral else ''}")
        return 0
    return playground.main(options, run)


if __name__ == "__main__":
    sys.exit(main())
