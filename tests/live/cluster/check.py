#!/usr/bin/python3
"""`patrol drift` against a real cluster: healthy.py, injections.py, faults.py and safety.py on one cluster.

    check.py PATROL [--only healthy|injections|faults|safety] [--findings FOLDER]

Exit 1: something was judged otherwise than expected. Exit 77: no cluster can be made here.
"""
import argparse
import os
import pathlib
import sys
import time

if sys.executable != "/usr/bin/python3" and os.path.exists("/usr/bin/python3"):
    os.execv("/usr/bin/python3", ["/usr/bin/python3", "-B", *sys.argv])

import faults
import healthy
import injections
import playground
import safety

PARTS = {"healthy": healthy.run, "injections": injections.run, "faults": faults.run, "safety": safety.run}


def part(name, call):
    def run(ground, options):
        print(f"== {name}", flush=True)
        options.only = ""
        return call(ground, options)
    return run


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("patrol", type=pathlib.Path)
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--audits", type=int, default=20)
    playground.arguments(parser)
    options = parser.parse_args()
    options.alone = options.rehearse = False
    os.environ["PATROL"] = str(options.patrol.resolve())
    begun = time.monotonic()
    status = playground.main(options, *(part(name, call) for name, call in PARTS.items() if options.only in (None, name)))
    if status != 77:
        print(f"check: {'all as expected' if status == 0 else 'DIFFERENCES'}, {time.monotonic() - begun:.0f} s")
    return status


if __name__ == "__main__":
    sys.exit(main())
