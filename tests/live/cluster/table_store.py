"""Injections into etcd and into what patroni.yml says of it."""
import documents
from scene import Expect, Injection

ETCD = ("etcd", "etcd3")


def add_member(s):
    answer = s.cluster.etcdctl(s.leader, "member", "add", "etcd9", "--peer-urls=http://10.77.0.19:2380")
    s.notes["added"] = answer.split()[1]


def remove_member(s):
    s.cluster.etcdctl(s.leader, "member", "remove", s.notes["added"])


def wrong_peer(s):
    address = s.host(s.two).address
    s.replace(s.one, documents.ETCD_ENV, f"http://{address}:2380", "http://10.77.0.99:2380")


def stop_etcd(s):
    s.host(s.two).end("etcd")


def start_etcd(s):
    s.cluster.start_etcd(s.two)


def no_space(s):
    members = s.cluster.etcd(s.leader, "/v3/cluster/member/list", {})[1]["members"]
    s.notes["alarmed"] = members[0]["ID"]
    alarm(s, "ACTIVATE")


def alarm(s, action):
    s.cluster.etcd(s.leader, "/v3/maintenance/alarm", {"action": action, "memberID": s.notes["alarmed"], "alarm": "NOSPACE"})


def fewer_endpoints(s):
    address = s.host(s.leader).address
    s.patroni(s.two, f"    - {address}:2379\n", "")
    s.reload(s.two)


def other_timing(s):
    s.replace(s.two, documents.ETCD_ENV, "ETCD_ELECTION_TIMEOUT=1000", "ETCD_ELECTION_TIMEOUT=5000")


TABLE = [
    Injection("etcd-never-started", "a member was added to etcd and never started", add_member,
              [Expect("", "never|not started|unstarted|10.77.0.19")], remove_member, settle=1, batch="etcd", allow=["even|quorum|votes|etcd"], stores=ETCD),
    Injection("etcd-wrong-peer", "an etcd file names a peer that is none", wrong_peer,
              [Expect("one", "ETCD_INITIAL_CLUSTER|10.77.0.99")], batch="etcd2", allow=["ETCD_INITIAL_CLUSTER"], stores=ETCD),
    Injection("etcd-timing", "one etcd file has another election timeout", other_timing,
              [Expect("two", "ETCD_ELECTION_TIMEOUT")], batch="etcd2", stores=ETCD),
    Injection("etcd-stopped", "one etcd member is down", stop_etcd,
              [Expect("", "etcd3|etcd2|etcd1|10.77.0.1")], start_etcd, settle=1, batch="etcd3", allow=["etcd"], stores=ETCD),
    Injection("fewer-endpoints", "one member's patroni.yml names two of three etcd members", fewer_endpoints,
              [Expect("two", "hosts")], lambda s: s.reload(s.two), settle=2.5, batch="etcd2", stores=ETCD),
    Injection("no-space", "etcd has raised NOSPACE", no_space,
              [Expect("", "NOSPACE")], lambda s: alarm(s, "DEACTIVATE"), settle=0, batch="alarm", stores=("etcd3",), since=15, allow=["etcd|leader|rest|dcs"]),
]
