#!/usr/bin/python3
"""Does an audit only read, ask nothing but what --show-probes prints, need no more than `patrol grants` gives, and keep
secrets and hostile bytes to itself?

    safety.py
"""
import argparse
import pathlib
import re
import sys
import time

import documents
import fingerprint
import playground
from scene import Scene
from wire import Recorder

FORMATS = ("text", "json", "sarif", "junit", "github", "gitlab", "markdown", "html", "nagios", "prometheus")
PORTS = {22, 5432, 8008, 2379}
RECORD = """#!/bin/bash
printf '%s\\n' "$SSH_ORIGINAL_COMMAND" >>/var/log/lab-ssh
exec bash -c "$SSH_ORIGINAL_COMMAND" < <(tee -a /var/log/lab-ssh)
"""
WRITES = "SELECT sum(tup_inserted + tup_updated + tup_deleted + conflicts + temp_files) FROM pg_stat_database"


def plain(text):
    return re.sub(r"\s+", " ", text).strip().rstrip(";").lower()


# --- only what is listed is asked

def record_ssh(cluster):
    for member in cluster.members:
        one = cluster.hosts[member.name]
        one.write("/usr/local/bin/lab-record", RECORD, "root:root", 0o755)
        one.write("/var/log/lab-ssh", "", "postgres:postgres")
        one.write("/etc/ssh/sshd_config", documents.SSHD + "ForceCommand /usr/local/bin/lab-record\n")
        one.end("sshd")
        cluster.start_sshd(member.name)


def statements(log):
    """Of the role that logs everything."""
    found = re.findall(r"LOG:  (?:statement|execute [^:]*): (.*(?:\n\t.*)*)", log)
    return [plain(one) for one in found]


def sql_asked(cluster, marks):
    return {one for member in cluster.members
            for one in statements(cluster.hosts[member.name].read("/var/log/patroni.log")[marks[member.name]:])}


def asked_besides(ground):
    """Everything that was asked and is not among the probes."""
    cluster, auditor = ground.cluster, ground.cluster.auditor
    listed = plain(auditor.run("drift", "--show-probes").out)
    record_ssh(cluster)
    cluster.sql(cluster.leader(), "ALTER ROLE patrol SET log_statement = 'all'")
    cluster.wait_healthy()
    time.sleep(0.5)
    marks = {member.name: len(cluster.hosts[member.name].read("/var/log/patroni.log")) for member in cluster.members}
    before = fingerprint.of_cluster(cluster)
    with Recorder(auditor.pid) as wire:
        answer = auditor.drift()
        time.sleep(0.3)
    wrong = [answer.problem()] if answer.problem() else []
    wrong += [f"changed by an audit: {key}" for key in fingerprint.difference(before, fingerprint.of_cluster(cluster))]
    time.sleep(0.5)
    sql = {one for one in sql_asked(cluster, marks)}
    wrong += [f"SQL that is not listed: {one[:200]}" for one in sorted(sql) if one not in listed]
    wrong += unlisted_http(wire, listed)
    scripts = {cluster.hosts[member.name].read("/var/log/lab-ssh") for member in cluster.members}
    for one in scripts:  # the command, then what went to its standard input
        command, _, script = one.partition("\n")
        wrong += [f"remote command that is not listed: {part[:200]}" for part in (command, script) if plain(part) not in listed]
    wrong += [f"a connection to {address}:{port}" for address, port, _ in wire.sent() if port not in PORTS]
    print(f"asked: {len(sql)} SQL statements, {sum(map(bool, scripts))} remote commands, {len(wire.http(8008))} REST and "
          f"{len(wire.http(2379))} etcd requests; {len(wrong)} wrong", flush=True)
    if not sql or not all(scripts) or not wire.http(8008) or not wire.http(2379):
        wrong.append("nothing was recorded of one of the sources")
    cluster.sql(cluster.leader(), "ALTER ROLE patrol RESET log_statement")
    return wrong


def unlisted_http(wire, listed):
    wrong = []
    for method, path, _ in wire.http(8008):
        if method not in ("GET", "OPTIONS") or plain(path) not in listed:
            wrong.append(f"REST request that is not listed: {method} {path}")
    for method, path, _ in wire.http(2379):
        if method not in ("GET", "POST") or plain(re.sub("^/v3(alpha|beta)?/", "", path.split("?")[0])) not in listed:
            wrong.append(f"etcd request that is not listed: {method} {path}")
    for _, path, body in wire.http(2379):
        if path.endswith("/alarm") and "GET" not in body and '"action":0' not in body.replace(" ", "") and body.strip() not in ("", "{}"):
            wrong.append(f"an alarm request that is no GET: {body[:80]}")
    return wrong


def nothing_written(ground):
    """Counters of rows, on every member, over five audits."""
    cluster = ground.cluster
    read = lambda: [cluster.sql(member.name, WRITES, database) for member in cluster.members for database in ("postgres", "orders")]  # noqa: E731
    time.sleep(1)
    before = read()
    for _ in range(5):
        cluster.auditor.drift()
    time.sleep(1)
    after = read()
    print(f"rows written, before and after five audits: {' '.join(before)} | {' '.join(after)}", flush=True)
    return [] if before == after else ["an audit wrote rows"]


def grants_suffice(ground):
    """The role made anew, with what `patrol grants` prints and nothing else."""
    cluster, auditor = ground.cluster, ground.cluster.auditor
    text = auditor.run("grants", "--role", "patrol").out
    if "GRANT" not in text:
        return [f"patrol grants prints no grants: {text[:200]}"]
    leader = cluster.leader()
    cluster.sql(leader, "DROP OWNED BY patrol; DROP ROLE patrol")
    cluster.sql(leader, text)
    cluster.sql(leader, f"ALTER ROLE patrol LOGIN PASSWORD '{documents.SECRETS['auditor']}'")
    cluster.wait_loop()
    answer = auditor.drift()
    powers = cluster.sql(leader, "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication FROM pg_roles WHERE rolname = 'patrol'")
    wrong = [answer.problem()] if answer.problem() else [f"not checked with these grants: {one}" for one in answer.not_checked]
    return wrong + (["the role has powers beyond reading"] if powers != "f" else [])


# --- nothing that is secret or hostile comes out

def canaries(s):
    """Secrets in more places, on one member, so that values with secrets differ."""
    s.parameter(s.one, "archive_command: 'PGPASSWORD=cmd-Kanarie7001 push postgres://u:url-Kanarie7002@backup/%p'")
    s.parameter(s.one, "ssl_passphrase_command: 'echo tls-Kanarie7003'")
    s.patroni(s.one, documents.SECRETS["rewind"], "rw-Kanarie7004")
    s.patroni(s.one, documents.SECRETS["restapi"], "api-Kanarie7005")
    s.append(s.one, documents.PATRONI_ENV, "PATRONI_SUPERUSER_PASSWORD=su-Kanarie7006\n")
    s.append(s.one, s.postgres_conf("postgresql.base.conf"), "\nprimary_conninfo = 'host=x user=y password=ci-Kanarie7007'\n")
    s.append(s.two, s.postgres_conf("pg_hba.conf"), "host all ldap 10.77.0.9/32 ldap ldapserver=l ldapbindpasswd=ld-Kanarie7008 ldapbasedn=o\n")
    s.reload(s.one)
    s.load(s.two)


def hostile(s):
    s.patroni(s.one, "  clonefrom: false", '  clonefrom: false\n  evil: "\\e]0;owned\\a\\e[31mred"')
    s.reload(s.one)
    s.sql(s.two, "ALTER SYSTEM SET log_line_prefix = E'\\033[31mred\\007'")
    s.load(s.two)
    key = f"{documents.SPACE}{documents.SCOPE}/members/ev\x1b[31mil"
    s.cluster.etcdctl(s.leader, "put", key, '{"conn_url":"postgres://10.77.0.77:5432/postgres","api_url":"http://10.77.0.77:8008/patroni",'
                      '"state":"run\\u001b[31mning","role":"replica","version":"\\u001b]0;x\\u0007"}')
    s.host(s.two).write("/var/lib/postgresql/.bashrc", "printf '\\033]0;owned\\007\\033[31mnoise\\n'\n", "postgres:postgres")


def hostile_back(s):
    s.sql(s.two, "ALTER SYSTEM RESET log_line_prefix")
    s.load(s.two)
    s.cluster.etcdctl(s.leader, "del", f"{documents.SPACE}{documents.SCOPE}/members/ev\x1b[31mil")
    s.host(s.two).path("/var/lib/postgresql/.bashrc").unlink()
    s.reload(s.one, s.two)


def outputs(auditor):
    """Everything that a run can give out: (name, text)."""
    found, snapshot = [], str(auditor.folder / "safety.json")
    made = auditor.run("snapshot", "-o", snapshot, "--timings", "--deadline", "5s")
    found += [("snapshot stdout", made.out), ("snapshot stderr", made.err)]
    if made.code not in (0, 3) or not pathlib.Path(snapshot).exists():
        return [("snapshot", f"Kanarie \x1b: exit {made.code}, no snapshot: {made.err[-200:]!r}")]
    found.append(("snapshot file", pathlib.Path(snapshot).read_text(encoding="utf-8", errors="replace")))
    live = auditor.run("drift", "--timings", "--deadline", "5s")
    found += [("drift stdout", live.out), ("drift stderr", live.err)]
    for form in FORMATS:
        answer = auditor.run("drift", "--from", snapshot, "--format", form)
        found += [(form, answer.out), (f"{form} stderr", answer.err)]
        if answer.code not in (0, 1, 2 if form == "nagios" else 0, 3) or not answer.out:
            found.append((form, f"Kanarie: exit {answer.code}, no output"))
    return found


def leaks(ground, change, back, pattern):
    scene = Scene(ground.cluster)
    change(scene)
    ground.cluster.wait_loop(2)
    wrong = []
    for name, text in outputs(ground.cluster.auditor):
        found = re.search(pattern, text)
        if found:
            wrong.append(f"{name}: {text[max(0, found.start() - 60):found.end() + 30]!r}")
    scene.restore()
    if back:
        back(scene)
    scene.reload(scene.one, scene.two)
    scene.load(scene.two)
    ground.cluster.wait_loop(2)
    ground.well()
    return wrong


def secrets_out(ground):
    return leaks(ground, canaries, None, "Kanarie")


def hostile_out(ground):
    return leaks(ground, hostile, hostile_back, "[\x00-\x08\x0b-\x1f\x7f]")


TESTS = [("asks only what --show-probes lists", asked_besides), ("writes nothing", nothing_written),
         ("patrol grants suffices", grants_suffice), ("no secret in any output", secrets_out), ("no hostile byte in any output", hostile_out)]


def run(ground, options):
    begun, bad = time.monotonic(), 0
    for name, test in TESTS:
        if options.only not in name:
            continue
        ground.well()
        wrong = test(ground)
        bad += bool(wrong)
        print(f"{'ok  ' if not wrong else 'DIFF'} {name}", flush=True)
        for line in wrong[:12]:
            print(f"       {line}", flush=True)
        if wrong and ground.findings:
            ground.keep("safety-" + name.replace(" ", "-"), ground.cluster.auditor.drift(), wrong, [])
    print(f"safety: {bad} of {len(TESTS)} wrong, {time.monotonic() - begun:.0f} s")
    return bad == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="")
    playground.arguments(parser)
    return playground.main(parser.parse_args(), run)


if __name__ == "__main__":
    sys.exit(main())
