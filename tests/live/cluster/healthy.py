#!/usr/bin/python3
"""Is an audit of a healthy cluster silent, every time, and the same bytes for the same snapshot?

    healthy.py [--audits N]
"""
import argparse
import sys
import threading
import time

import playground
from audit import show


def loud(answer):
    return [answer.problem()] if answer.problem() else [show(one) for one in answer.loud()] + [str(one) for one in answer.not_checked]


def many(ground, count):
    wrong, slowest = [], 0
    for _ in range(count):
        answer = ground.cluster.auditor.drift()
        slowest = max(slowest, answer.seconds)
        wrong += loud(answer)
        if answer.code != 0 and not loud(answer):
            wrong.append(f"exit {answer.code} without a reason")
        if wrong:
            ground.keep("healthy", answer, wrong, [])
            break
    print(f"{count} audits of a healthy cluster, slowest {slowest:.2f} s: {len(wrong)} errors, warnings or gaps", flush=True)
    return wrong


def across_switchover(ground):
    """Audits without a pause while the leader changes. What they say of the moment is allowed, wrong alarms later are not."""
    cluster, answers, done = ground.cluster, [], threading.Event()

    def audits():
        while not done.is_set():
            answers.append(cluster.auditor.drift())
    before, after = cluster.leader(), cluster.replicas()[0]
    thread = threading.Thread(target=audits)
    thread.start()
    try:
        cluster.switchover(after)
        cluster.wait_loop()
    finally:
        done.set()
        thread.join()
    wrong = [answer.problem() for answer in answers if answer.problem()]
    during = [show(one) for answer in answers for one in answer.findings if one["severity"] == "error"]
    print(f"{len(answers)} audits across a switchover from {before} to {after}: {len(during)} errors", flush=True)
    settled = cluster.auditor.drift()
    wrong += during + loud(settled)
    if wrong:
        ground.keep("switchover", settled, wrong, [])
    cluster.switchover(before)
    cluster.wait_loop()
    return wrong


def same_bytes(ground):
    auditor, wrong = ground.cluster.auditor, []
    file = str(auditor.folder / "healthy.json")
    made = auditor.run("snapshot", "-o", file)
    if made.code != 0:
        return [f"snapshot: exit {made.code}: {made.err[-300:]}"]
    for form in ("text", "json", "sarif", "markdown"):
        first, second = (auditor.run("drift", "--from", file, "--format", form) for _ in range(2))
        if first.out != second.out or first.code != second.code or not first.out:
            wrong.append(f"two runs on one snapshot differ in {form}")
    print(f"two runs on one snapshot: {'the same bytes' if not wrong else wrong}", flush=True)
    return wrong


def run(ground, options):
    begun = time.monotonic()
    ground.well()
    wrong = many(ground, options.audits) + same_bytes(ground) + across_switchover(ground)
    for line in wrong:
        print(f"DIFF {line}", flush=True)
    print(f"healthy: {len(wrong)} wrong, {time.monotonic() - begun:.0f} s")
    return not wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--audits", type=int, default=20)
    playground.arguments(parser)
    return playground.main(parser.parse_args(), run)


if __name__ == "__main__":
    sys.exit(main())
