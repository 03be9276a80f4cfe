// A learner is no reserve.
#include "rules/drift/shared_etcd_live.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  if (!cluster.live->etcd) return;
  for (const EtcdMember& member : cluster.live->etcd->members)
    if (member.is_learner)
      report
          .add(said_by(Surface::etcd, cat("members/", called(member))),
               cat("etcd member ", called(member), " is a learner"))
          .note(
              "it has no vote and serves no reads that Patroni makes: `rpc not supported for "
              "learner`")
          .fix(cat("when it has caught up: etcdctl member promote ", shown(member.id)));
}

}  // namespace

extern constinit const Rule etcd_learner{
    .id = "DRF074",
    .name = "etcd-learner",
    .severity = Severity::warning,
    .summary = "a member of etcd is still a learner",
    .why =
        "A new member can be added as a learner to copy the data first. Until it is promoted it "
        "does not count for the quorum.",
    .bad = R"(# finding: DRF074
--- snapshot.json
{"scope": "shop", "members": [{"name": "n1"}],
 "etcd": {"members": [
   {"id": "a1", "name": "e1", "peer_urls": ["http://10.0.0.1:2380"], "client_urls": ["http://10.0.0.1:2379"]},
   {"id": "a2", "name": "e2", "peer_urls": ["http://10.0.0.2:2380"], "client_urls": ["http://10.0.0.2:2379"]},
   {"id": "a3", "name": "e3", "peer_urls": ["http://10.0.0.3:2380"], "client_urls": ["http://10.0.0.3:2379"]},
   {"id": "a4", "name": "e4", "peer_urls": ["http://10.0.0.4:2380"], "client_urls": ["http://10.0.0.4:2379"], "is_learner": true}],
  "endpoints": [
   {"url": "http://10.0.0.1:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a1", "leader_id": "a1"},
   {"url": "http://10.0.0.2:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a2", "leader_id": "a1"},
   {"url": "http://10.0.0.3:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a3", "leader_id": "a1"}]}}
)",
    .good = R"(--- snapshot.json
{"scope": "shop", "members": [{"name": "n1"}],
 "etcd": {"members": [
   {"id": "a1", "name": "e1", "peer_urls": ["http://10.0.0.1:2380"], "client_urls": ["http://10.0.0.1:2379"]},
   {"id": "a2", "name": "e2", "peer_urls": ["http://10.0.0.2:2380"], "client_urls": ["http://10.0.0.2:2379"]},
   {"id": "a3", "name": "e3", "peer_urls": ["http://10.0.0.3:2380"], "client_urls": ["http://10.0.0.3:2379"]}],
  "endpoints": [
   {"url": "http://10.0.0.1:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a1", "leader_id": "a1"},
   {"url": "http://10.0.0.2:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a2", "leader_id": "a1"},
   {"url": "http://10.0.0.3:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a3", "leader_id": "a1"}]}}
)",
    .sources = {"etcd 3.5 docs learning/design-learner"},
    .needs = {Surface::etcd},
    .check = check,
};

}  // namespace patrol::rules
