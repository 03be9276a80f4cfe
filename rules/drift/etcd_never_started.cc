// Members that were added to etcd and never came up.
#include "rules/drift/shared_etcd_live.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  if (!cluster.live->etcd) return;
  const EtcdState& etcd = *cluster.live->etcd;
  for (const EtcdMember& member : etcd.members) {
    if (!member.name.empty()) continue;
    report
        .add(said_by(Surface::etcd, cat("members/", member.id)),
             cat("etcd member ", called(member), " was added and never started"))
        .note(cat("it counts for the quorum, which is ", voters(etcd) / 2 + 1, " of ", voters(etcd),
                  ": the cluster bears one failure fewer until it comes up"))
        .fix(cat("start it with `initial-cluster-state: existing`, or: etcdctl member remove ",
                 shown(member.id)));
  }
}

}  // namespace

extern constinit const Rule etcd_never_started{
    .id = "DRF072",
    .name = "etcd-never-started",
    .severity = Severity::error,
    .summary = "a member was added to etcd and never started",
    .why =
        "`member add` makes the cluster larger at once. A member without a name has never "
        "connected, and every vote needs one more of those that are there.",
    .bad = R"(# finding: DRF072
--- snapshot.json
{"scope": "shop", "members": [{"name": "n1"}],
 "etcd": {"members": [
   {"id": "a1", "name": "e1", "peer_urls": ["http://10.0.0.1:2380"], "client_urls": ["http://10.0.0.1:2379"]},
   {"id": "a2", "name": "e2", "peer_urls": ["http://10.0.0.2:2380"], "client_urls": ["http://10.0.0.2:2379"]},
   {"id": "a3", "name": "", "peer_urls": ["http://10.0.0.3:2380"], "client_urls": []}],
  "endpoints": [
   {"url": "http://10.0.0.1:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a1", "leader_id": "a1"},
   {"url": "http://10.0.0.2:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a2", "leader_id": "a1"}]}}
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
    .sources = {"etcd 3.5 docs op-guide/runtime-configuration"},
    .needs = {Surface::etcd},
    .check = check,
};

}  // namespace patrol::rules
