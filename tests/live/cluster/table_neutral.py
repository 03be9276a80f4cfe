"""Changes that change nothing: an audit must stay silent."""
import documents
from scene import Injection


def comments(s):
    s.append(s.one, documents.PATRONI_YML, "# see the wiki\n")
    s.append(s.one, s.postgres_conf(), "\n# tuned last year\n")
    s.append(s.one, s.postgres_conf("postgresql.base.conf"), "\n# from initdb\n")
    s.append(s.two, documents.ETCD_ENV, "# second member\n")
    s.prepend(s.two, documents.PATRONI_YML, "# managed by hand\n")


def hba_comment(s):
    s.prepend(s.two, s.postgres_conf("pg_hba.conf"), "# who may come in\n")
    s.load(s.two)


def units(s):
    s.patroni(s.one, "shared_buffers: 32MB", "shared_buffers: 4096")
    s.patroni(s.one, "work_mem: 6MB", "work_mem: 6144kB")
    s.reload(s.one)


def spellings(s):
    s.patroni(s.two, 'log_connections: "on"', "log_connections: true")
    s.patroni(s.two, 'ssl: "on"', "ssl: 'yes'")
    s.reload(s.two)


def reordered(s):
    first, second = "    - hostssl postgres rewinder 10.77.0.0/24 scram-sha-256\n", "    - hostssl orders app 10.77.0.0/24 scram-sha-256\n"
    s.patroni(s.two, second, "")
    s.patroni(s.two, first, second + first)
    s.reload(s.two)


def doubled(s):
    s.append(s.one, s.postgres_conf("pg_hba.conf"), "hostssl orders app 10.77.0.0/24 scram-sha-256\n")
    s.load(s.one)


def other_layout(s):
    s.patroni(s.one, "tags:\n  nofailover: false\n  noloadbalance: false\n  clonefrom: false\n  nosync: false\n",
              "tags: {nosync: no, clonefrom: no, noloadbalance: off, nofailover: false}\n")
    s.reload(s.one)


def written_anew(s):
    """The same text with a new time."""
    s.host(s.one).sh(f"touch {s.postgres_conf()} {s.postgres_conf('postgresql.base.conf')} {documents.ETCD_ENV}")


def hot_value(s):
    s.dynamic_parameter(random_page_cost=2)


def other_leader(s):
    s.notes["before"] = s.leader
    s.cluster.switchover(s.one)


def back_to(s):
    s.cluster.switchover(s.notes["before"])


def reload_one(s):
    s.reload(s.one)


TABLE = [
    Injection("comments", "comments in every kind of file", comments, batch="quiet"),
    Injection("hba-comment", "a comment in pg_hba.conf, loaded", hba_comment, undo=lambda s: s.load(s.two), batch="quiet"),
    Injection("units", "the same sizes in other units", units, undo=reload_one, settle=2.5, batch="quiet2"),
    Injection("spellings", "on, yes and true", spellings, undo=lambda s: s.reload(s.two), settle=2.5, batch="quiet2"),
    Injection("hba-reordered", "two lines that do not meet change places", reordered, undo=lambda s: s.reload(s.two), settle=2.5, batch="quiet2"),
    Injection("hba-doubled", "a line of pg_hba.conf twice", doubled, undo=lambda s: s.load(s.one), batch="quiet"),
    Injection("other-layout", "the same tags in another order and style", other_layout, undo=reload_one, settle=2.5, batch="quiet2"),
    Injection("written-anew", "files with a new time and the same text", written_anew, batch="quiet"),
    Injection("hot-value", "a value of the DCS that every member took over", hot_value,
              undo=lambda s: s.dynamic_parameter(random_page_cost=1.5), settle=3, batch="quiet3"),
    Injection("replica-restarted", "a replica was restarted", lambda s: s.restart_postgres(s.two), settle=2.5, batch="quiet3"),
    Injection("patroni-restarted", "Patroni of a replica was restarted", lambda s: s.restart_patroni(s.one), settle=2.5, batch="quiet4"),
    Injection("switchover", "another leader, and everything settled", other_leader, undo=back_to, settle=3, batch="quiet5"),
]
