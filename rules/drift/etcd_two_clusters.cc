// All endpoints belong to one etcd cluster, which has one leader.
#include <set>

#include "rules/drift/shared_etcd_live.h"

namespace patrol::rules {
namespace {

bool is_leader_id(const std::string& id) {
  return !id.empty() && id != "0";
}

void report_stranger(const EtcdEndpoint& endpoint, Report& report) {
  report
      .add(said_by(Surface::etcd, endpoint.url),
           cat("the etcd at ", shown(endpoint.url), " belongs to another cluster"))
      .note(cat("its member ", shown(endpoint.member_id, 20),
                " is not in the member list that the others give"))
      .note(
          "members of Patroni that reach different clusters know nothing of each other: each side "
          "elects a leader of its own")
      .fix(
          "rebuild that member: empty data directory, etcdctl member add, "
          "initial-cluster-state: existing");
}

void check_leaders(const EtcdState& etcd, Report& report) {
  std::set<std::string> leaders;
  std::vector<std::string> headless;
  for (const EtcdEndpoint& endpoint : etcd.endpoints) {
    if (!endpoint.error.empty() || etcd_member(etcd, endpoint.member_id) == nullptr) continue;
    if (is_leader_id(endpoint.leader_id))
      leaders.insert(endpoint.leader_id);
    else
      headless.push_back(endpoint.url);
  }
  if (!leaders.empty() || headless.empty()) return;
  report.add(said_by(Surface::etcd, "leader"), cat("etcd has no leader, says ", listed(headless)))
      .note(
          "it takes no writes (`etcdserver: no leader`): Patroni's leader steps down when `ttl` is "
          "over")
      .fix("look whether the members reach each other on their peer URLs");
}

void check(const Snapshot& cluster, Report& report) {
  if (!cluster.live->etcd || cluster.live->etcd->members.empty()) return;
  const EtcdState& etcd = *cluster.live->etcd;
  for (const EtcdEndpoint& endpoint : etcd.endpoints)
    if (!endpoint.member_id.empty() && etcd_member(etcd, endpoint.member_id) == nullptr)
      report_stranger(endpoint, report);
  check_leaders(etcd, report);
}

}  // namespace

extern constinit const Rule etcd_two_clusters{
    .id = "DRF079",
    .name = "etcd-two-clusters",
    .severity = Severity::error,
    .summary = "endpoints lead to different etcd clusters, or to one without a leader",
    .why =
        "A member that was made with `initial-cluster-state: new` on its own is a cluster of its "
        "own, and healthy.",
    .bad = R"(# finding: DRF079
--- snapshot.json
{"scope": "shop", "members": [{"name": "n1"}],
 "etcd": {"members": [
   {"id": "a1", "name": "e1", "peer_urls": ["http://10.0.0.1:2380"], "client_urls": ["http://10.0.0.1:2379"]},
   {"id": "a2", "name": "e2", "peer_urls": ["http://10.0.0.2:2380"], "client_urls": ["http://10.0.0.2:2379"]}],
  "endpoints": [
   {"url": "http://10.0.0.1:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a1", "leader_id": "a1"},
   {"url": "http://10.0.0.2:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a2", "leader_id": "a1"},
   {"url": "http://10.0.0.3:2379", "is_healthy": true, "version": "3.5.16", "member_id": "b7", "leader_id": "b7"}]}}
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
    .sources = {"etcd 3.5 docs op-guide/clustering"},
    .needs = {Surface::etcd},
    .check = check,
};

}  // namespace patrol::rules
