#!/usr/bin/python3
"""healthy.py and injections.py on the programs of other Debian suites and on other stores; long, as root, by hand.

    versions.py PATROL [SUITE[:STORE]…] [--cache FOLDER] [--only TEXT] [--rehearse] [--findings FOLDER]

Without names: all that are listed below. The root folders are made by debootstrap once, 50 s and 700 MB each. The last
lines say what was covered, and what not and why.
"""
import argparse
import importlib.util
import os
import pathlib
import subprocess
import sys
import time

import healthy
import host
import injections
import playground
from cluster import Programs

LIVE = pathlib.Path(__file__).resolve().parents[1]
CACHE = LIVE.parents[1] / "build/suites"
POSTGRES = {"bullseye": 13, "bookworm": 15, "trixie": 17, "forky": 18}
STORES = {"bullseye": ("etcd", "etcd3", "consul", "zookeeper"), "bookworm": ("etcd3", "zookeeper"), "trixie": ("etcd3", "zookeeper"),
          "forky": ("etcd3",)}
PACKAGES = ["openssh-server", "openssl", "etcd-server", "etcd-client", "python3-etcd"]
MORE = {"consul": ["consul", "python3-consul"], "zookeeper": ["zookeeper", "python3-kazoo"]}


def suites():
    """The module that makes root folders, of the neighbouring test, whose other names are like ours."""
    spec = importlib.util.spec_from_file_location("suites", LIVE / "effective/suites.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def root_of(suite, store, cache):
    maker, packages = suites(), PACKAGES + MORE.get(store, [])
    root, mark = maker.make(suite, POSTGRES[suite], cache), cache / f"{suite}.{store}.done"
    if not mark.exists():
        words = ["unshare", "--mount", "sh", "-c", maker.INSTALL, str(root), "-o", "Dpkg::Options::=--force-confold", *packages]
        with open(cache / f"{suite}.log", "a", encoding="utf-8") as log:
            maker.run(words, log)
        mark.touch()
    return str(root)


def cover(suite, store, options):
    """Two lines: what ran, and how it went."""
    root = root_of(suite, store, options.cache)
    options.root, options.postgres, options.store = root, POSTGRES[suite], store
    options.audits, begun = 5, time.monotonic()
    version = subprocess.run(["chroot", root, "dpkg-query", "-W", "-f", "${Package} ${Version}, ", "patroni", f"postgresql-{POSTGRES[suite]}",
                              "etcd-server"], capture_output=True, text=True, check=False).stdout
    tests = [injections.run] if options.rehearse else [healthy.run, injections.run]
    status = playground.main(options, *tests)
    word = {0: "as expected", 77: "not covered"}.get(status, "DIFFERENCES")
    return status, f"{version}{store}: {word}, {time.monotonic() - begun:.0f} s"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("patrol", type=pathlib.Path)
    parser.add_argument("chosen", nargs="*", metavar="SUITE[:STORE]")
    parser.add_argument("--cache", type=pathlib.Path, default=CACHE)
    parser.add_argument("--only", default="")
    parser.add_argument("--rehearse", action="store_true", help="play the injections without patrol")
    parser.add_argument("--findings", type=pathlib.Path)
    options = parser.parse_args()
    os.environ["PATROL"], options.alone = str(options.patrol.resolve()), False
    options.cache = options.cache.resolve()
    every = [f"{suite}:{store}" for suite, stores in STORES.items() for store in stores]
    chosen = [one for one in every if not options.chosen or one in options.chosen or one.split(":")[0] in options.chosen]
    summary, worst, findings = [], 0, options.findings
    for one in chosen:
        print(f"== {one}", flush=True)
        options.findings = findings and findings / one.replace(":", "-")
        try:
            if os.geteuid() != 0:
                raise host.Unable("namespaces need root")
            status, line = cover(*one.split(":"), options)
        except Exception as problem:  # the others go on
            status, line = 1, f"not covered: {type(problem).__name__}: {problem}"
        worst = max(worst, status)
        summary.append(f"{one}: {line}")
    print("\n".join(["", *summary]))
    return worst


if __name__ == "__main__":
    sys.exit(main())
