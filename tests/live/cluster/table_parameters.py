"""Injections into the layers of PostgreSQL's parameters."""
import documents
from scene import Expect, Injection

CONF, BASE, AUTO = "postgresql.conf", "postgresql.base.conf", "postgresql.auto.conf"


def alter(role, statement, load=True):
    def do(s):
        name = getattr(s, role)
        s.sql(name, f"ALTER SYSTEM SET {statement}")
        if load:
            s.load(name)
    return do


def forget(role, setting):
    def undo(s):
        name = getattr(s, role)
        s.sql(name, f"ALTER SYSTEM RESET {setting}")
        s.load(name)
    return undo


def edited(role, file, line):
    def do(s):
        name = getattr(s, role)
        s.append(name, s.postgres_conf(file), f"\n{line}\n")
        s.load(name)
    return do


def loaded(role):
    return lambda s: s.load(getattr(s, role))


def reloaded(role):
    return lambda s: s.reload(getattr(s, role))


def local(role, line, reload=True):
    def do(s):
        name = getattr(s, role)
        s.parameter(name, line)
        if reload:
            s.reload(name)
    return do


def other_work_mem(s):
    s.patroni(s.one, "work_mem: 6MB", "work_mem: 7MB")
    s.reload(s.one)


def managed_line(s):
    s.replace(s.two, s.postgres_conf(), "checkpoint_timeout = '10min'", "checkpoint_timeout = '7min'")
    s.load(s.two)


def restart_value(s):
    s.dynamic_parameter(max_connections=70)


def restart_value_back(s):
    s.dynamic_parameter(max_connections=60)
    s.cluster.wait_loop()
    s.reload(s.leader, s.one, s.two)
    s.cluster.wait_loop()
    s.restart_postgres(s.one, s.two, s.leader)


def held_patroni(s):
    """The others follow the new value; this Patroni sleeps."""
    s.host(s.two).signal("patroni", "STOP")
    s.dynamic_parameter(random_page_cost=2.5)


def held_patroni_back(s):
    s.host(s.two).signal("patroni", "CONT")
    s.dynamic_parameter(random_page_cost=1.5)


def custom_conf(s):
    s.host(s.one).write("/etc/patroni/custom.conf", "log_min_duration_statement = 2s\ntrack_io_timing = on\n", "postgres:postgres")
    s.patroni(s.one, "  basebackup:", "  custom_conf: /etc/patroni/custom.conf\n  basebackup:")
    s.reload(s.one)
    # Patroni writes the file anew only when a value changes.
    s.patroni(s.one, "work_mem: 6MB", "work_mem: 6145kB")
    s.reload(s.one)


def env_override(s):
    s.append(s.one, documents.PATRONI_ENV, "PATRONI_ETCD3_HOSTS=10.77.0.11:2379\n")
    s.restart_patroni(s.one)


TABLE = [
    Injection("alter-system-reloaded", "ALTER SYSTEM on one member, loaded", alter("one", "work_mem = '9MB'"),
              [Expect("one", "work_mem")], forget("one", "work_mem"), batch="sql"),
    Injection("alter-system-restart", "ALTER SYSTEM of a value that waits for a restart", alter("two", "shared_buffers = '48MB'"),
              [Expect("two", "shared_buffers")], forget("two", "shared_buffers"), batch="sql"),
    Injection("alter-system-not-loaded", "ALTER SYSTEM, not loaded", alter("two", "cursor_tuple_fraction = 0.5", load=False),
              [Expect("two", "cursor_tuple_fraction")], forget("two", "cursor_tuple_fraction"), batch="sql2"),
    Injection("alter-system-everywhere", "ALTER SYSTEM hides the value of the DCS on the leader", alter("leader", "random_page_cost = 3"),
              [Expect("leader", "random_page_cost")], forget("leader", "random_page_cost"), batch="sql"),
    Injection("conf-by-hand", "a line appended to postgresql.conf", edited("two", CONF, "statement_timeout = 30s"),
              [Expect("two", "statement_timeout")], loaded("two"), batch="files"),
    Injection("conf-managed-line", "a line that Patroni wrote, changed by hand", managed_line,
              [Expect("two", "checkpoint_timeout")], loaded("two"), batch="files2"),
    Injection("conf-not-loaded", "a line in postgresql.conf that was not loaded",
              lambda s: s.append(s.one, s.postgres_conf(), "\ncommit_delay = 10\n"),
              [Expect("one", "commit_delay")], loaded("one"), batch="files2"),
    Injection("base-conf", "postgresql.base.conf differs on one member", edited("one", BASE, "vacuum_cost_limit = 400"),
              [Expect("one", "vacuum_cost_limit")], loaded("one"), batch="files"),
    Injection("base-conf-value", "a value of postgresql.base.conf differs on the leader",
              edited("leader", BASE, "log_min_duration_statement = 2s"),
              [Expect("leader", "log_min_duration_statement")], loaded("leader"), batch="files"),
    Injection("conf-refused", "a value that the server refuses at the reload", edited("one", CONF, "work_mem = banana"),
              [Expect("one", "work_mem")], loaded("one"), batch="refused"),
    Injection("custom-conf", "custom_conf on one member takes the place of the base file", custom_conf,
              [Expect("one", "log_min_duration_statement")], reloaded("one"), settle=4.5, batch="local2",
              allow=["custom_conf", "work_mem", "DRF008", "DRF005"]),
    Injection("local-parameter", "another value in one member's patroni.yml", other_work_mem,
              [Expect("one", "work_mem")], reloaded("one"), settle=2.5, batch="local"),
    Injection("local-not-loaded", "a parameter in patroni.yml that Patroni has not read",
              local("two", "maintenance_work_mem: 96MB", reload=False),
              [Expect("two", "maintenance_work_mem")], batch="local"),
    Injection("local-controlled", "a value that only the DCS can set, in one member's file", local("leader", "max_connections: 200"),
              [Expect("leader", "max_connections")], reloaded("leader"), settle=2.5, batch="local"),
    Injection("dcs-needs-restart", "max_connections changed in the DCS", restart_value,
              [Expect("leader one two", "max_connections")], restart_value_back, settle=3, batch="dcs"),
    Injection("dcs-not-loaded", "one Patroni sleeps while the DCS changes", held_patroni,
              [Expect("two", "random_page_cost")], held_patroni_back, settle=3, batch="held", options=("--deadline", "5s"),
              allow=["rest", "Patroni|patroni"]),
    Injection("env-override", "the environment hides the list of endpoints of the file", env_override,
              [Expect("one", "hosts|HOSTS")], lambda s: s.restart_patroni(s.one), settle=2.5, batch="env", stores=("etcd3",)),
]
