"""The table of PostgreSQL's parameters against a real server, started in a temporary folder."""
import csv
import os
import pathlib
import pwd
import shutil
import subprocess
import tempfile

from table import Report

EXPLAINED = {
    "server_version": "the build writes its own version",
    "server_version_num": "the build writes its own version",
}
ROOT = pathlib.Path(__file__).resolve().parents[3]


def run(*command, **options):
    """Runs as user postgres when the caller is root: the server refuses root."""
    if os.geteuid() == 0:
        options.setdefault("user", "postgres")
        options.setdefault("group", pwd.getpwnam("postgres").pw_gid)
        options.setdefault("extra_groups", [])
    return subprocess.run(command, capture_output=True, text=True, check=False,
                          env={**os.environ, "LC_ALL": "C.UTF-8"}, **options)


def read_rows(bin_dir):
    """pg_settings, as the capture script exports it; None where the server has null."""
    text = subprocess.run([ROOT / "scripts/capture-pg-settings", bin_dir], check=True,
                          capture_output=True, text=True).stdout
    rows = {}
    for row in csv.DictReader(text.splitlines()):
        rows[row["name"]] = row
    # csv does not tell null from empty; COPY writes empty text as "".
    for line in text.splitlines()[1:]:
        name = line.split(",", 1)[0]
        rows[name]["is_boot_empty"] = ',"",' in line
    return rows


def words_of(text):
    """A list out of the text of an array of PostgreSQL."""
    return next(csv.reader([text[1:-1]]), [""]) if text else []


def compare_rows(report, parameters, rows, major):
    ours = {}
    modules = set()
    for guc in parameters:
        span = next((s for s in guc["spans"] if s["from"] <= major <= s["till"]), None)
        if span:
            ours[guc["name"]] = (guc, span)
            if guc["name"] in rows:
                modules.add(guc.get("module", ""))
    present = {name for name, (guc, _) in ours.items() if guc.get("module", "") in modules}
    report.same_names("pg_settings", present, rows)
    for name in sorted(present & set(rows)):
        span, row = ours[name][1], rows[name]
        report.same(name, "type", span["type"], row["vartype"])
        report.same(name, "context", span["context"], row["context"])
        report.same(name, "unit", span.get("unit", ""), row["unit"])
        report.same(name, "min", span.get("min", ""), row["min_val"])
        report.same(name, "max", span.get("max", ""), row["max_val"])
        report.same(name, "words", span.get("words", []), words_of(row["enumvals"]))
        boot = span.get("debian_boot", span.get("boot"))
        null = None if not row["is_boot_empty"] and not row["boot_val"] else row["boot_val"]
        report.same(name, "boot", boot, null)
        if row["flags"] or major >= 15:
            report.same(name, "not in sample", span.get("not_in_sample", False),
                        "NOT_IN_SAMPLE" in row["flags"])
    report.count(len(rows), "parameters")
    return {name: ours[name] for name in present}


def compare_described(report, ours, postgres, major):
    """Which names --describe-config knows: Patroni decides by it what it writes."""
    lines = run(postgres, "--describe-config").stdout.splitlines()
    theirs = {line.split("\t")[0] for line in lines}
    described = set()
    for name, (guc, span) in ours.items():
        first, last = guc.get("undescribed", (0, 0))
        is_left_out = first <= major <= last or span["context"] == "internal"
        if "module" not in guc and not is_left_out:
            described.add(name)
    report.same_names("--describe-config", described, theirs)
    report.count(len(theirs), "described")


def accepts(postgres, data, name, value):
    """Whether the server takes a value of postgresql.conf, short of what needs other settings."""
    quoted = value.replace("'", "''")
    conf = pathlib.Path(data) / "postgresql.conf"
    text = conf.read_text()
    conf.write_text(f"{text}\n{name} = '{quoted}'\n")
    result = run(postgres, "-D", data, "-C", "port")
    conf.write_text(text)
    return result.returncode == 0


def compare_words(report, ours, postgres, data):
    tried = 0
    for name, (guc, span) in sorted(ours.items()):
        if span["type"] != "enum" or "module" in guc or span["context"] == "internal":
            continue
        hidden = span.get("hidden_words", [])
        for word in [*span["words"], *hidden, "true", "1", "debug", "archive", "no such word"]:
            is_ours = word in span["words"] or word in hidden
            report.same(name, f"takes {word!r}", is_ours, accepts(postgres, data, name, word))
            tried += 1
    report.count(tried, "words tried")


def compare_hidden(report, hidden, postgres, data, major):
    tests = {"spelling": ("65536", True), "any_value": ("0.5", True), "refused": ("x", False)}
    rows = [row for row in hidden if row["from"] <= major <= row["till"]]
    for row in rows:
        value, is_taken = tests.get(row["kind"], (row.get("of"), True))
        report.same(row["name"], "taken", is_taken, accepts(postgres, data, row["name"], value))
        if row["kind"] == "one_value":
            other = {"off": "on", "0": "1"}[row["of"]]
            report.same(row["name"], "takes others", False,
                        accepts(postgres, data, row["name"], other))
    report.count(len(rows), "hidden names tried")


def quotes_elements(bin_dir, folder, name):
    run(f"{bin_dir}/psql", "-X", "-q", "-h", folder, "-d", "postgres", "-c",
        f"ALTER SYSTEM SET {name} = 'A b', 'c'")
    written = (pathlib.Path(folder) / "data/postgresql.auto.conf").read_text()
    return f"{name} = '\"A b\"" in written


def compare_lists(report, ours, bin_dir, folder, major):
    """ALTER SYSTEM takes several values for a list only."""
    data = f"{folder}/data"
    run(f"{bin_dir}/pg_ctl", "-D", data, "-s", "-w", "-l", f"{folder}/log", "-o",
        f"-k {folder} -c listen_addresses=", "start")
    names = [name for name, (guc, span) in sorted(ours.items())
             if span["type"] == "string" and "module" not in guc
             and span["context"] != "internal"]
    try:
        for name in names:
            error = run(f"{bin_dir}/psql", "-X", "-q", "-h", folder, "-d", "postgres", "-c",
                        f"ALTER SYSTEM SET {name} = 'a', 'b'").stderr
            # Some may not be set by ALTER SYSTEM at all; SET tells for those.
            if "cannot be changed" in error:
                error = run(f"{bin_dir}/psql", "-X", "-q", "-h", folder, "-d", "postgres", "-c",
                            f"SET {name} = 'a', 'b'").stderr
            is_list = bool(error == "" or "takes only one argument" not in error)
            ours_is_list = 0 < ours[name][0].get("list_from", 0) <= major
            report.same(name, "is a list", ours_is_list, is_list)
            if ours_is_list and not error:
                report.same(name, "quotes its elements", ours[name][0].get("list_quoted", False),
                            quotes_elements(bin_dir, folder, name))
            run(f"{bin_dir}/psql", "-X", "-q", "-h", folder, "-d", "postgres", "-c",
                f"ALTER SYSTEM RESET {name}")
    finally:
        run(f"{bin_dir}/pg_ctl", "-D", data, "-m", "immediate", "-s", "stop")
    report.count(len(names), "tried for lists")


def check(facts, bin_dir):
    postgres = f"{bin_dir}/postgres"
    shown = run(postgres, "--version").stdout.split()[2]
    major = int(shown.split(".")[0])
    report = Report(f"PostgreSQL {shown}", EXPLAINED)
    ours = compare_rows(report, facts["parameters"], read_rows(bin_dir), major)
    compare_described(report, ours, postgres, major)
    folder = tempfile.mkdtemp(prefix="check-facts.")
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        run(f"{bin_dir}/initdb", "-D", f"{folder}/data", "--no-locale", "-A", "trust")
        compare_words(report, ours, postgres, f"{folder}/data")
        compare_hidden(report, facts["hidden"], postgres, f"{folder}/data", major)
        compare_lists(report, ours, bin_dir, folder, major)
    finally:
        shutil.rmtree(folder)
    return report.finish()
