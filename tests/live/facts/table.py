"""What the checks of the facts share: a report of differences, versions, the tables as JSON."""
import json
import subprocess


class Report:
    """Counts what was compared and prints what differs; explained differences are named."""

    def __init__(self, title, explained=None):
        self.title = title
        self.explained = dict(explained or {})
        self.counts = []
        self.wrong = []
        self.used = {}

    def count(self, number, what):
        self.counts.append(f"{number} {what}")

    def differ(self, name, text):
        if name in self.explained:
            self.used[name] = self.explained[name]
        else:
            self.wrong.append(f"{name}: {text}")

    def same(self, name, field, ours, theirs):
        if ours != theirs:
            self.differ(name, f"{field}: the table says {ours!r}, the program {theirs!r}")

    def same_names(self, what, ours, theirs):
        for name in sorted(set(ours) - set(theirs)):
            self.differ(name, f"{what}: only in the table")
        for name in sorted(set(theirs) - set(ours)):
            self.differ(name, f"{what}: only in the program")

    def finish(self):
        for name in sorted(set(self.explained) - set(self.used)):
            self.wrong.append(f"{name}: explained, but there is no difference")
        print(f"{self.title}: {', '.join(self.counts)}; {len(self.used)} differences explained, "
              f"{len(self.wrong)} not")
        for name, reason in sorted(self.used.items()):
            print(f"  explained {name}: {reason}")
        for line in self.wrong:
            print(f"  DIFFERS {line}")
        return not self.wrong


def load(patrol, table):
    """The table as `patrol dump facts` prints it."""
    return json.loads(subprocess.run([*patrol, "dump", "facts", table], check=True,
                                     capture_output=True, text=True).stdout)


def version(text):
    return tuple(int(part) for part in text.split("."))


def default_in(row, release):
    since = row.get("default_since")
    return row.get("old_default" if since and release < version(since) else "default", "")


def is_patroni_setting_in(row, release):
    """As PatroniSetting::is_known_in."""
    if row.get("unreleased") or ("removed_in" in row and release >= version(row["removed_in"])):
        return False
    backports = (version(text) for text in row.get("backported_to", []))
    return release >= version(row.get("since", "0.0.0")) or any(
        release[:2] == first[:2] and release >= first for first in backports)


def is_etcd_setting_in(row, release):
    """As EtcdSetting::is_known_in."""
    if release < version(row.get("since", "0.0.0")):
        return False
    if "removed_in" in row and release >= version(row["removed_in"]):
        return False
    return not any(release[:2] == version(first)[:2] and release < version(first)
                   for first in row.get("late_in", []))
