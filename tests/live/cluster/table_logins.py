"""Injections into pg_hba.conf, pg_ident.conf, passwords and roles."""
import documents
from scene import Expect, Injection

HBA = "pg_hba.conf"
REPLICATION = "    - hostssl replication replicator 10.77.0.0/24 scram-sha-256\n"
APP = "    - hostssl orders app 10.77.0.0/24 scram-sha-256\n"


def appended(role, line, load=True):
    def do(s):
        name = getattr(s, role)
        s.append(name, s.postgres_conf(HBA), f"{line}\n")
        if load:
            s.load(name)
    return do


def loaded(role):
    return lambda s: s.load(getattr(s, role))


def first_rejects(s):
    s.prepend(s.one, s.postgres_conf(HBA), f"hostssl all all {s.host(s.two).address}/32 reject\n")
    s.load(s.one)


def list_without(role, line):
    def do(s):
        name = getattr(s, role)
        s.patroni(name, line, "")
        s.reload(name)
    return do


def reloaded(role):
    return lambda s: s.reload(getattr(s, role))


def ident_broken(s):
    s.append(s.two, s.postgres_conf("pg_ident.conf"), "lonely\n")
    s.load(s.two)


def other_password(s):
    s.patroni(s.one, documents.SECRETS["replication"], "other-Kanarie9090")


def role(change, back):
    return dict(do=lambda s: s.sql(s.leader, change), undo=lambda s: s.sql(s.leader, back))


TABLE = [
    Injection("hba-by-hand", "a line more in one member's pg_hba.conf", appended("one", "host all all 0.0.0.0/0 md5"),
              [Expect("one", "hba|HBA")], loaded("one"), batch="hba", allow=["one|hba|HBA|SEC"]),
    Injection("hba-not-loaded", "pg_hba.conf edited, not loaded", appended("two", "hostssl orders app 192.0.2.0/24 scram-sha-256", load=False),
              [Expect("two", "hba|HBA")], loaded("two"), batch="hba2"),
    Injection("hba-refused", "a line that the server cannot read", appended("leader", "hostssl all nobody 10.77.0.0/33 scram-sha-256"),
              [Expect("leader", "hba|HBA")], loaded("leader"), batch="hba3"),
    Injection("hba-rejects-first", "a reject line before all others", first_rejects,
              [Expect("one", "hba|HBA")], loaded("one"), batch="hba3", allow=["hba|HBA|login"]),
    Injection("hba-list", "a line less in one member's patroni.yml", list_without("two", APP),
              [Expect("two", "hba|HBA")], reloaded("two"), settle=2.5, batch="hba4"),
    Injection("login-missing", "one member would refuse the others' replication", list_without("one", REPLICATION),
              [Expect("one", "replicat")], reloaded("one"), settle=2.5, batch="hba4", allow=["hba|HBA|login"]),
    Injection("ident-broken", "a line of pg_ident.conf that cannot be read", ident_broken,
              [Expect("two", "ident")], loaded("two"), batch="ident", since=15),
    Injection("other-password", "two members have different replication passwords", other_password,
              [Expect("one", "password")], batch="ident"),
    Injection("no-replication", "the replication role lost its attribute",
              expect=[Expect("", "replicator")], **role("ALTER ROLE replicator NOREPLICATION", "ALTER ROLE replicator REPLICATION"), batch="roles"),
    Injection("role-expired", "the rewind role's password has run out",
              expect=[Expect("", "rewinder")], **role("ALTER ROLE rewinder VALID UNTIL '2020-01-01'", "ALTER ROLE rewinder VALID UNTIL 'infinity'"),
              batch="roles"),
    Injection("role-no-login", "the rewind role may not log in",
              expect=[Expect("", "rewinder")], **role("ALTER ROLE rewinder NOLOGIN", "ALTER ROLE rewinder LOGIN"), batch="roles2"),
]
