"""What injections are written in: a cluster with its roles, and steps that know how to be taken back."""
import dataclasses
import re
from typing import Callable, Sequence

import documents
from audit import show
from host import Stuck, wait_for


@dataclasses.dataclass(frozen=True)
class Expect:
    """A finding that must be there. `members` are roles (leader, one, two) or names; `about` is a part of the setting, of
    the rule's id or of the message, any of several separated by `|`."""
    members: str
    about: str
    surface: str = ""
    severity: str = "error warning"


@dataclasses.dataclass(frozen=True)
class Injection:
    """`do` and `undo` take a Scene. Files that were edited come back by themselves before `undo`. Injections of one batch
    touch different things, so that one audit can be asked for all. `allow`: findings that follow from it, as regular
    expressions over a shown finding."""
    name: str
    what: str
    do: Callable
    expect: Sequence[Expect] = ()
    undo: Callable = None
    settle: float = 0.5
    batch: str = ""
    allow: Sequence[str] = ()
    options: Sequence[str] = ()
    stores: Sequence[str] = ()  # empty: any
    since: int = 0  # the first major version of PostgreSQL
    until: int = 99  # and the last

    def fits(self, programs):
        return self.since <= programs.postgres <= self.until and (not self.stores or programs.store in self.stores)

    @property
    def is_neutral(self):
        return not self.expect


class Scene:
    """The leader and two replicas, `one` and `two`, as they are when the scene begins."""

    def __init__(self, cluster):
        self.cluster, self.saved, self.notes = cluster, {}, {}
        self.leader = cluster.leader()
        self.one, self.two = cluster.replicas()[:2]

    def names(self, roles):
        """The members that a word of Expect stands for."""
        return [getattr(self, role) if role in ("leader", "one", "two") else role for role in roles.split()]

    def host(self, name):
        return self.cluster.hosts[name]

    # --- files

    def change(self, name, path, edit):
        """`edit` gives the new text for the old one. Mode and owner stay."""
        file = self.host(name).path(path)
        old = file.read_text(encoding="utf-8")
        new = edit(old)
        if new == old:
            raise Stuck(f"the edit of {path} on {name} changes nothing")
        self.saved.setdefault((name, path), old)
        file.write_text(new, encoding="utf-8")

    def replace(self, name, path, old, new):
        def edit(text):
            if old not in text:
                raise Stuck(f"{path} on {name} has no {old!r}")
            return text.replace(old, new)
        self.change(name, path, edit)

    def append(self, name, path, text):
        self.change(name, path, lambda old: old + text)

    def prepend(self, name, path, text):
        self.change(name, path, lambda old: text + old)

    def patroni(self, name, old, new):
        self.replace(name, documents.PATRONI_YML, old, new)

    def parameter(self, name, line):
        """A parameter more in the member's own patroni.yml."""
        self.patroni(name, "    log_connections:", f"    {line}\n    log_connections:")

    def restore(self):
        """Files as they were; gives the members and paths."""
        back = list(self.saved)
        for (name, path), text in self.saved.items():
            self.host(name).path(path).write_text(text, encoding="utf-8")
        self.saved = {}
        return back

    # --- PostgreSQL

    def sql(self, name, text):
        return self.cluster.sql(name, text)

    def load(self, name):
        """PostgreSQL reads its files. Half a second of peace before, as times of files and of loads are compared."""
        self.sql(name, "SELECT pg_reload_conf()")

    def postgres_conf(self, name="postgresql.conf"):
        return self.cluster.data(name)

    # --- Patroni

    def reload(self, *names):
        for name in names:
            self.cluster.reload_patroni(name)

    def dynamic(self, **keys):
        """A change of the dynamic configuration; None takes a key out."""
        status, answer = self.cluster.rest(self.leader, "/config", "PATCH", keys)
        if status != 200:
            raise Stuck(f"PATCH /config: {status} {answer}")

    def dynamic_parameter(self, **parameters):
        self.dynamic(postgresql={"parameters": parameters})

    def restart_postgres(self, *names):
        for name in names:
            status, answer = self.cluster.rest(name, "/restart", "POST", {}, limit=40)
            if status != 200:
                raise Stuck(f"restart of {name}: {status} {answer}")

    def restart_patroni(self, name):
        self.host(name).end("patroni")
        self.cluster.start_patroni(name)
        wait_for(f"Patroni of {name}", lambda: self.cluster.rest(name)[0] == 200, 30)

    # --- judging

    def missing(self, expected, findings):
        """Empty when one of the findings says what is expected, else what was wanted."""
        members = self.names(expected.members)
        for finding in findings:
            if finding["severity"] not in expected.severity.split():
                continue
            named = set(finding.get("members") or [])
            text = finding["message"]
            if not all(member in named or member in text for member in members):
                continue
            if expected.surface and finding.get("surface") != expected.surface:
                continue
            about = f"{finding['rule']} {finding.get('setting') or ''} {text}"
            if any(word in about for word in expected.about.split("|")):
                return ""
        return f"{','.join(members) or 'any member'}: {expected.about}"


def unexplained(findings, injections, scene):
    """Loud findings that no expectation and no `allow` covers."""
    left = []
    for finding in findings:
        wanted = any(not scene.missing(one, [finding]) for injection in injections for one in injection.expect)
        allowed = any(re.search(pattern, show(finding)) for injection in injections for pattern in injection.allow)
        if not wanted and not allowed:
            left.append(finding)
    return left


