"""The table of etcd's settings against the installed etcd: its help, its environment, its file."""
import os
import pathlib
import re
import subprocess
import tempfile

from table import Report, default_in, is_etcd_setting_in, version

EXPLAINED = {
    "config-file": "named in the usage of --help only",
    "version": "named in the usage of --help only",
    "initial-cluster": "the help shows what name and URL make of it",
}
for _flag in ("enable-grpc-gateway", "experimental-enable-lease-checkpoint-persist", "log-output",
              "unsafe-no-fsync"):
    EXPLAINED[_flag] = "not in the help; its variable is tried below"
# Help texts that are no values.
SPELLED = {"math.MaxUint32": "4294967295"}


def release_of_etcd():
    shown = subprocess.run(["etcd", "--version"], capture_output=True, text=True, check=True).stdout
    return re.search(r"etcd Version: (\S+)", shown).group(1)


def read_help():
    """flag -> default; None where the help shows none."""
    shown = subprocess.run(["etcd", "--help"], capture_output=True, text=True, check=False)
    flags = {}
    for line in (shown.stdout + shown.stderr).splitlines():
        found = re.fullmatch(r"  --([a-z0-9-]+)(?:[ =]'([^']*)'(?:.*)| .*|)", line)
        if found:
            value = found.group(2)
            flags[found.group(1)] = SPELLED.get(value, value)
    return flags


def compare_help(report, rows, release):
    shown = read_help()
    report.same_names("--help", set(rows), set(shown))
    for flag in sorted(set(rows) & set(shown)):
        if shown[flag] is not None:
            report.same(flag, "default", default_in(rows[flag], release), shown[flag])
    report.count(len(shown), "flags in the help")


def run_and_stop(arguments, environment, folder):
    """All that etcd says until it fails or serves, which the deadline ends."""
    with subprocess.Popen(["etcd", *arguments], cwd=folder, env=environment, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        try:
            return process.communicate(timeout=2)[0]
        except subprocess.TimeoutExpired:
            process.terminate()
            return process.communicate()[0]


def is_known_variable(name, folder):
    """One variable at a time, with a listener that cannot be had, so that it never serves."""
    environment = {"PATH": os.environ["PATH"], "HOME": folder, name: "1",
                   "ETCD_LISTEN_PEER_URLS": "http://192.0.2.1:1"}
    environment[name] = "http://192.0.2.1:1" if name == "ETCD_LISTEN_PEER_URLS" else "1"
    said = run_and_stop([], environment, folder)
    return f"unrecognized environment variable {name}" not in said


def compare_each_variable(report, rows, folder):
    if is_known_variable("ETCD_NO_SUCH_VARIABLE", folder):
        report.differ("ETCD_NO_SUCH_VARIABLE", "not named by etcd: the check of variables is blind")
    for row in rows.values():
        if row["flag"] not in ("config-file", "version"):
            if not is_known_variable(row["variable"], folder):
                report.differ(row["variable"], "in the table, unknown to etcd")
    report.count(len(rows) - 2, "variables tried")


def nest(path, value):
    """YAML in flow style for one dotted path."""
    text = value
    for key in reversed(path.split(".")):
        text = f"{{{key}: {text}}}"
    return text


def is_known_in_file(path, folder):
    """A value of a form that no setting has: etcd refuses it for a key that it knows."""
    file = pathlib.Path(folder) / "etcd.yml"
    for value in ("{a: 1}", "[[1]]", "[1]"):
        # An unusable listener, so that an unknown key does not make it serve.
        other = {} if path == "listen-peer-urls" else {"listen-peer-urls": "http://192.0.2.1:1"}
        lines = [nest(path, value)[1:-1]] + [f"{key}: {text}" for key, text in other.items()]
        file.write_text("\n".join(lines) + "\n")
        said = run_and_stop(["--config-file", str(file)], {"PATH": os.environ["PATH"]}, folder)
        if "cannot unmarshal" in said or "error unmarshaling" in said:
            return True
    return False


def compare_file(report, rows, release, folder):
    if is_known_in_file("no-such-key", folder):
        report.differ("no-such-key", "refused by etcd: the check of the file is blind")
    tried = 0
    for row in rows.values():
        if "yaml" not in row:
            continue
        since = version(row.get("yaml_since", "0.0.0"))
        is_ours = since <= release
        report.same(row["yaml"], "read from the file", is_ours,
                    is_known_in_file(row["yaml"], folder))
        tried += 1
    report.count(tried, "keys of the file tried")


def check(facts):
    shown = release_of_etcd()
    release = version(shown)
    report = Report(f"etcd {shown}", EXPLAINED)
    rows = {row["flag"]: row for row in facts["settings"] if is_etcd_setting_in(row, release)}
    compare_help(report, rows, release)
    with tempfile.TemporaryDirectory(prefix="check-facts.") as folder:
        compare_each_variable(report, rows, folder)
        compare_file(report, rows, release, folder)
    return report.finish()
