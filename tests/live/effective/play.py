"""Plays one scenario on real servers and records what they and Patroni then say."""
import json
import pathlib
import re
import shutil
import time

import lab
import scenario as scenarios

ROWS = """select json_agg(r) from (select name, setting, unit, context, source, sourcefile, sourceline, boot_val, reset_val,
pending_restart from pg_settings order by name collate "C") r"""
FILE_ROWS = """select coalesce(json_agg(r), '[]') from (select name, setting, sourcefile, sourceline, applied, error,
case when name ~ '[.]' then current_setting(name, true) end as shown from pg_file_settings) r"""
ROLES = ("master", "primary", "replica", "standby_leader")
LOG = re.compile(r"(Removing \w+ parameter|Removing invalid parameter|Value=\S+ of parameter|failed validation|"
                 r"Exception when setting dynamic_configuration|Violated the rule|Conflicting configuration|"
                 r"value in pg_controldata|Can not (?:convert|parse))")


PLAYED = set()  # clusters whose members may run


class Cluster:
    """The members of one scenario, and the time they have."""

    def __init__(self, suite, etcd, folder, scenario, seconds):
        self.suite, self.etcd, self.scenario = suite, etcd, scenario
        self.deadline = time.monotonic() + seconds
        self.folder = folder / scenario["name"]
        self.folder.mkdir()
        suite.own(self.folder)
        self.members = {}
        self.conf_lines = {}
        PLAYED.add(self)
        for index in range(1, scenario.get("servers", 1) + 1):
            name = f"server-{index}"
            self.members[name] = lab.Member(suite, self.folder / name, name)

    def scope(self, index):
        own = index > 1 and self.scenario.get("scopes") == "own"
        return self.scenario["name"] + ("-2" if own else "")

    def places(self, index):
        member = self.members[f"server-{index}"]
        return {"scope": self.scope(index), "name": member.name, "folder": self.suite.inside(member.folder),
                "port": member.postgres_port, "rest_port": member.rest_port, "etcd_port": self.etcd.port,
                "bin_dir": self.suite.bin_dir, "peer_port": self.members["server-1"].postgres_port,
                "major": self.suite.postgres}

    def places_of(self, member):
        return self.places(int(member.name.rsplit("-", 1)[1]))

    def write(self, index):
        member = self.members[f"server-{index}"]
        files, member.environment, member.argument = scenarios.documents(self.scenario, index, self.places(index))
        for name, text in files.items():
            self.suite.write(member.folder / name, text)
        return files

    def wait(self, what, read, seconds=None):
        limit = min(self.deadline, time.monotonic() + seconds) if seconds else self.deadline
        return lab.wait_for(what, read, limit)

    def start(self, member):
        member.start()

        def is_up():
            if member.process.poll() is not None:
                raise lab.Stuck(f"{member.name}: Patroni ended {member.process.returncode}")
            found = member.status()
            return found.get("state") == "running" and found.get("role") in ROLES
        self.wait(f"{member.name} to run", is_up)

    def passes(self, count=2):
        """Until every member went round that often more."""
        marks = {member: member.passes() for member in self.members.values() if member.process}
        for member, mark in marks.items():
            self.wait(f"{member.name}'s next passes", lambda m=member, k=mark: m.passes() >= k + count)

    def leader(self):
        for member in self.members.values():
            if member.leads():
                return member
        raise lab.Stuck("no leader")

    def kill(self):
        for member in self.members.values():
            member.kill()
        PLAYED.discard(self)


def edit(cluster, member, step):
    path = member.folder / step["file"]
    if "text" in step:
        cluster.suite.write(path, step["text"])
        return
    text = path.read_text(encoding="utf-8")
    assert step["replace"] in text, f"{step['replace']} is not in {path.name}"
    cluster.suite.write(path, text.replace(step["replace"], step["by"], 1))


def restart(cluster, member):
    status, found = member.rest("/restart", "POST", "{}", 60)
    if status != 200:
        raise lab.Stuck(f"restart of {member.name}: {status} {found}")


def switch_over(cluster, to):
    old = cluster.leader()
    status, found = old.rest("/switchover", "POST", json.dumps({"leader": old.name, "candidate": to.name}), 60)
    if status != 200:
        raise lab.Stuck(f"switchover: {status} {found}")
    cluster.wait("the new leader", to.leads)
    cluster.wait("the old leader to follow", lambda: old.status().get("state") == "running" and
                 old.status().get("role") == "replica")
    cluster.wait("replication", lambda: replicas_stream(cluster))


def change_config(cluster, method, body):
    text = body if isinstance(body, str) else json.dumps(body)
    status, found = cluster.leader().rest("/config", method, text)
    if status != 200:
        raise lab.Stuck(f"{method} /config: {status} {found}")


def do(cluster, step):
    member = cluster.members[step.get("member", "server-1")]
    verb = next(key for key in step if key != "member")
    given = step[verb]
    if verb in ("patch", "put"):
        change_config(cluster, verb.upper(), given)
    elif verb == "sql":
        for statement in given if isinstance(given, list) else [given]:
            member.sql(statement)
    elif verb == "edit":
        edit(cluster, member, given)
    elif verb == "append":
        path = member.data / "postgresql.conf"
        text = path.read_text(encoding="utf-8")
        cluster.conf_lines[member.name] = len(text.splitlines())
        cluster.suite.write(path, text + given)
    elif verb == "reload":
        member.sql("select pg_reload_conf()") if given == "server" else member.rest("/reload", "POST", "{}")
    elif verb == "restart":
        restart(cluster, member)
    elif verb == "restart_patroni":
        member.stop()
        cluster.start(member)
    elif verb == "switchover":
        switch_over(cluster, cluster.members[given])
    else:
        raise AssertionError(f"unknown step {verb}")
    cluster.passes(int(step.get("passes", 2)))


def replicas_stream(cluster):
    replicas = len(cluster.members) - 1
    count = "select count(*) from pg_stat_replication where state = 'streaming'"
    return not replicas or int(cluster.leader().sql(count)) >= replicas


def bring_up(cluster):
    for index in range(1, len(cluster.members) + 1):
        cluster.write(index)
    for member in cluster.members.values():
        cluster.start(member)
    if len(cluster.members) > 1:
        cluster.wait("replication", lambda: replicas_stream(cluster))
    cluster.passes()


def waits(member):
    return member.sql("select name from pg_settings where pending_restart").split()


def restart_what_waits(cluster):
    """Leader first, so that a standby never has less than its leader had. Returns who waited for what."""
    found = {}
    members = sorted(cluster.members.values(), key=lambda member: not member.leads())
    for member in members:
        names = waits(member)
        if names:
            found[member.name] = names
            restart(cluster, member)
            cluster.wait("replication", lambda: replicas_stream(cluster))
            cluster.passes()
    return found


def says_something(text):
    return any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines())


def documents_of(cluster, member):
    """{path as the member sees it: text} at the end. Patroni's own postgresql.conf only where somebody edited it."""
    out = {}
    written, _, _ = scenarios.documents(cluster.scenario, int(member.name.rsplit("-", 1)[1]), cluster.places_of(member))
    for name in written:
        path = member.folder / name
        out[cluster.suite.inside(path)] = path.read_text(encoding="utf-8")
    names = ["postgresql.base.conf", "postgresql.auto.conf"]
    if member.name in cluster.conf_lines:
        names.append("postgresql.conf")
    data = pathlib.Path(cluster.suite.root + (member.state().get("data_dir") or cluster.suite.inside(member.data)))
    for name in names:
        path = data / name
        if path.exists() and says_something(path.read_text(encoding="utf-8")):
            out[cluster.suite.inside(path)] = path.read_text(encoding="utf-8")
    return out


def log_of(member):
    lines, seen = [], set()
    for line in member.log_text().splitlines():
        text = re.sub(r"^[-\d]+ [\d:,.]+ ", "", line)
        if LOG.search(text) and text not in seen:
            seen.add(text)
            lines.append(text)
    return lines


def record_of(cluster, member, waited):
    index = int(member.name.rsplit("-", 1)[1])
    cluster.wait(f"{member.name}'s /config", lambda: member.rest("/config")[0] == 200)
    state, status = member.state(), member.status()
    is_leader = status.get("role") in ("master", "primary")
    data = state.get("data_dir") or cluster.suite.inside(member.data)
    return {"scenario": cluster.scenario["name"], "member": member.name, "role": "leader" if is_leader else "replica",
            "patroni": cluster.suite.patroni, "postgres": cluster.suite.postgres,
            "documents": documents_of(cluster, member), "dynamic": member.rest("/config")[1], "status": status,
            "state": state, "data_dir": data, "argument": member.argument,
            "granted_ttl": cluster.etcd.granted(f"/patrol/{cluster.scope(index)}/leader") if is_leader else None,
            "conf_lines": cluster.conf_lines.get(member.name), "waited": waited.get(member.name, []),
            "rows": json.loads(member.sql(ROWS)), "file_rows": json.loads(member.sql(FILE_ROWS)), "log": log_of(member)}


def play(suite, etcd, folder, scenario, options):
    """Records, one per member. Nothing runs afterwards."""
    cluster = Cluster(suite, etcd, folder, scenario, options["seconds"])
    try:
        bring_up(cluster)
        for step in scenario.get("steps", []):
            do(cluster, step)
        waited = {} if scenario.get("restart") == "never" else restart_what_waits(cluster)
        records = [record_of(cluster, member, waited) for member in cluster.members.values()]
    except lab.Stuck as stuck:
        tails = [f"--- {m.name}\n" + "\n".join(m.log_text().splitlines()[-12:]) for m in cluster.members.values()]
        raise lab.Stuck(f"{stuck}\n" + "\n".join(tails)) from stuck
    finally:
        cluster.kill()
        if not options["keep"]:
            shutil.rmtree(cluster.folder, ignore_errors=True)
    for one in records:
        one["others"] = {other["member"]: other["documents"] for other in records if other is not one}
    return records
