#!/usr/bin/env python3
"""The comparison of check.py on the Patroni and PostgreSQL of other Debian suites, in root folders made by debootstrap.

    suites.py PATROL [SUITE…] [--cache FOLDER] [--only NAME] [--jobs N]

Needs root, debootstrap and a Debian mirror. A root folder takes one to three minutes and 700 MB, once. The last lines say
what was covered, and what not and why. Exit 1: a difference, or a suite that could not be covered.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
CACHE = HERE.parents[2] / "build/suites"
SUITES = {"bullseye": 13, "trixie": 17, "forky": 18}
PACKAGES = ["patroni", "python3-etcd", "python3-yaml", "python3-psycopg2"]
NOTHING_STARTS = "#!/bin/sh\nexit 101\n"
INSTALL = """mount -t proc proc "$0/proc" && mount --bind /dev/shm "$0/dev/shm" || exit 1
chroot "$0" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
"""


class Unable(Exception):
    """Why a suite cannot be covered."""


def mirror():
    """The mirror that this machine uses."""
    for path in [pathlib.Path("/etc/apt/sources.list"), *pathlib.Path("/etc/apt/sources.list.d").glob("*")]:
        text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        found = re.search(r"^(?:URIs:|deb(?: \[.*?\])?)\s+(https?://\S*/debian/?)\s*", text, re.MULTILINE)
        if found:
            return found[1]
    return "http://deb.debian.org/debian"


def run(words, log):
    status = subprocess.run(words, stdout=log, stderr=log, check=False).returncode
    if status != 0:
        log.flush()
        tail = pathlib.Path(log.name).read_text(encoding="utf-8", errors="replace").strip().splitlines()[-3:]
        raise Unable(f"{words[0]} ended with {status}: {' | '.join(tail)}")


def make(suite, postgres, cache):
    """The suite's root folder, made once; `done` beside it says that it is whole."""
    root, done = cache / suite, cache / f"{suite}.done"
    if done.exists():
        return root
    if shutil.which("debootstrap") is None:
        raise Unable("debootstrap is not installed")
    shutil.rmtree(root, ignore_errors=True)
    cache.mkdir(parents=True, exist_ok=True)
    script = pathlib.Path("/usr/share/debootstrap/scripts") / suite
    if not script.exists():
        script = script.with_name("sid")
    with open(cache / f"{suite}.log", "w", encoding="utf-8") as log:
        run(["debootstrap", "--variant=minbase", suite, str(root), mirror(), str(script)], log)
        policy = root / "usr/sbin/policy-rc.d"
        policy.write_text(NOTHING_STARTS, encoding="utf-8")
        policy.chmod(0o755)
        (root / "etc/postgresql-common").mkdir()
        (root / "etc/postgresql-common/createcluster.conf").write_text("create_main_cluster = false\n", encoding="utf-8")
        run(["unshare", "--mount", "sh", "-c", INSTALL, str(root), "-o", "Dpkg::Options::=--force-confold",
             f"postgresql-{postgres}", *PACKAGES], log)
    for package in (root / "var/cache/apt/archives").glob("*.deb"):
        package.unlink()
    done.touch()
    return root


def cover(suite, options):
    """Status of check.py, and its last two lines."""
    root = make(suite, SUITES[suite], options.cache)
    words = [sys.executable, "-B", str(HERE / "check.py"), options.patrol, "--root", str(root), "--postgres", str(SUITES[suite]),
             "--jobs", str(options.jobs), "--only", options.only]
    words += ["--record", str(options.record / suite)] if options.record else []
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        lines = []
        for line in process.stdout:
            print(line, end="", flush=True)
            lines.append(line.strip())
    return process.returncode, lines[-2:]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("patrol")
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=", ".join(SUITES))
    parser.add_argument("--cache", type=pathlib.Path, default=CACHE)
    parser.add_argument("--only", default="")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--record", type=pathlib.Path)
    options = parser.parse_args()
    unknown = set(options.suites) - set(SUITES)
    if unknown:
        parser.error(f"unknown suites: {', '.join(sorted(unknown))}")
    options.cache = options.cache.resolve()
    summary, worst = [], 0
    for suite in options.suites or SUITES:
        print(f"== {suite}", flush=True)
        try:
            if os.geteuid() != 0:
                raise Unable("chroot needs root")
            status, lines = cover(suite, options)
        except Unable as reason:
            status, lines = 1, [f"not covered: {reason}"]
        worst = max(worst, status)
        summary += [f"{suite}: {line}" for line in lines]
    print("\n".join(["", *summary]))
    print("Not covered by any suite: Patroni between these versions and 3.0.2 (this machine's), PostgreSQL 14 and 16, other stores than etcd")
    return worst


if __name__ == "__main__":
    sys.exit(main())
