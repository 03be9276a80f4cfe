"""Injections into what Patroni runs: tags, modes, replication, slots, host, files on disk, load balancer."""
import documents
from scene import Expect, Injection


def tag(role, name, reload=True):
    def do(s):
        member = getattr(s, role)
        s.patroni(member, f"{name}: false", f"{name}: true")
        if reload:
            s.reload(member)
    return do


def both(name, then=None):
    def do(s):
        for role in ("one", "two"):
            tag(role, name)(s)
        if then:
            then(s)
    return do


def reload_both(s):
    s.reload(s.one, s.two)


def no_candidate(s):
    s.dynamic(synchronous_mode=True)


def no_candidate_back(s):
    s.dynamic(synchronous_mode=None)
    reload_both(s)


def forgotten_slot(s):
    """Patroni drops slots that it does not know, except the ones that it is told to leave."""
    s.dynamic(ignore_slots=[{"name": "forgotten"}])
    s.cluster.wait_loop()
    s.sql(s.leader, "SELECT pg_create_physical_replication_slot('forgotten', true)")
    for _ in range(4):
        s.sql(s.leader, "SELECT pg_logical_emit_message(false, 'lab', 'x'); SELECT pg_switch_wal()")


def forgotten_slot_back(s):
    s.sql(s.leader, "SELECT pg_drop_replication_slot('forgotten')")
    s.dynamic(ignore_slots=None)


def lag(s):
    """The receiver sleeps while the leader writes 40 MB."""
    pid = s.sql(s.one, "SELECT pid FROM pg_stat_wal_receiver")
    s.notes["receiver"] = pid
    s.host(s.one).sh(f"kill -STOP {pid}")
    s.sql(s.leader, "SELECT count(pg_logical_emit_message(false, 'lab', repeat('x', 1000000))) FROM generate_series(1, 40)")


def lag_back(s):
    s.host(s.one).sh(f"kill -CONT {s.notes['receiver']}")


def expired_certificate(s):
    one = s.host(s.two)
    s.saved[(s.two, "/etc/patroni/tls/server.crt")] = one.read("/etc/patroni/tls/server.crt")
    one.sh("""cd /tmp; printf '[ca]\\ndefault_ca=x\\n[x]\\ndatabase=/tmp/index\\nnew_certs_dir=/tmp\\nserial=/tmp/serial\\ndefault_md=sha256\\npolicy=p\\n[p]\\ncommonName=supplied\\n' >ca.cnf
        : >index; echo 01 >serial
        openssl req -new -key /etc/patroni/tls/server.key -subj /CN=server -out c.csr 2>/dev/null
        openssl ca -batch -config ca.cnf -selfsign -keyfile /etc/patroni/tls/server.key -in c.csr -startdate 20200101000000Z \
          -enddate 20210101000000Z -out c.crt -notext 2>/dev/null
        cat c.crt >/etc/patroni/tls/server.crt""")


def data_mode(s):
    s.host(s.one).sh(f"chmod 755 {s.cluster.data()}")


def data_mode_back(s):
    s.host(s.one).sh(f"chmod 700 {s.cluster.data()}")


def other_balancer(s):
    file = s.cluster.auditor.folder / "haproxy.cfg"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if f"server {s.two} " not in line), encoding="utf-8")


def other_balancer_back(s):
    s.cluster.auditor.write("haproxy.cfg", documents.haproxy_cfg(s.cluster.members))


TABLE = [
    Injection("tag-not-loaded", "a tag in the file that Patroni has not read", tag("two", "noloadbalance", reload=False),
              [Expect("two", "noloadbalance")], batch="tags"),
    Injection("no-candidates", "every replica refuses to become leader", both("nofailover"),
              [Expect("", "nofailover|failover")], reload_both, settle=2.5, batch="tags2", allow=["nofailover"]),
    Injection("no-sync-candidate", "synchronous mode, and every replica says nosync", both("nosync", no_candidate),
              [Expect("", "synchronous|nosync")], no_candidate_back, settle=5, batch="tags2", allow=["nosync"]),
    Injection("slot-forgotten", "a slot that nobody uses holds WAL back", forgotten_slot,
              [Expect("leader", "forgotten")], forgotten_slot_back, batch="slots"),
    Injection("replay-paused", "replay is paused on one replica", lambda s: s.sql(s.two, "SELECT pg_wal_replay_pause()"),
              [Expect("two", "replay|paused")], lambda s: s.sql(s.two, "SELECT pg_wal_replay_resume()"), settle=1, batch="replay",
              until=13),  # from 14 on Patroni resumes it in its next loop
    Injection("lag", "one replica is 40 MB behind", lag, [Expect("one", "lag|behind|MB")], lag_back, settle=2.5, batch="lag"),
    Injection("paused", "maintenance mode was left on", lambda s: s.dynamic(pause=True),
              [Expect("", "pause")], lambda s: s.dynamic(pause=None), settle=2.5, batch="pause"),
    Injection("data-mode", "the data directory is open to everybody", data_mode,
              [Expect("one", "data_dir|0755|755")], data_mode_back, batch="host"),
    Injection("other-scope", "patroni.yml on disk names another scope", lambda s: s.patroni(s.two, "scope: patroni_cluster", "scope: patroni_clustre"),
              [Expect("two", "scope")], batch="host"),
    Injection("other-address", "patroni.yml on disk has another connect_address",
              lambda s: s.patroni(s.one, f"  connect_address: {s.host(s.one).address}:5432", f"  connect_address: {s.host(s.one).address}:5433"),
              [Expect("one", "connect_address")], batch="host"),
    Injection("certificate-expired", "the server's certificate has run out", expired_certificate,
              [Expect("two", "certificate|ssl_cert_file|server.crt")], batch="certificate"),
    Injection("balancer-misses-member", "the load balancer does not know one member", other_balancer,
              [Expect("two", "haproxy|server")], other_balancer_back, batch="balancer"),
    Injection("dcs-typing-error", "a key that Patroni does not know, in the DCS", lambda s: s.dynamic(synchronous_mod=True),
              [Expect("", "synchronous_mod")], lambda s: s.dynamic(synchronous_mod=None), settle=0.5, batch="slots"),
    Injection("dcs-timing", "ttl does not cover the loop and two retries", lambda s: s.dynamic(retry_timeout=10),
              [Expect("", "ttl|retry_timeout")], lambda s: s.dynamic(retry_timeout=5), settle=0.5, batch="slots"),
]
