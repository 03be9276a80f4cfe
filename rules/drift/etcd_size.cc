// How many members the running etcd has.
#include "rules/drift/shared_etcd_live.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  if (!cluster.live->etcd) return;
  const std::size_t count = voters(*cluster.live->etcd);
  if (count == 0 || (count % 2 == 1 && count > 1)) return;
  const bool is_alone = count == 1;
  auto finding = report.add(
      said_by(Surface::etcd, "members"),
      is_alone ? std::string("etcd runs with a single member")
               : cat("etcd runs with ", count, " voting members; a quorum is ", count / 2 + 1));
  finding
      .note(is_alone ? "when it is away, Patroni's leader steps down and the database is read-only"
            : count == 2 ? "the loss of either stops all writes and demotes the leader"
                         : cat(count, " members bear no more failures than ", count - 1))
      .fix("run an odd number of members, at least three");
  if (is_alone) finding.severity(Severity::info);
}

}  // namespace

extern constinit const Rule etcd_size{
    .id = "DRF073",
    .name = "etcd-size",
    .severity = Severity::warning,
    .summary = "the running etcd has an even number of members, or one",
    .why =
        "etcd works while more than half of its members do. Two bear less than one alone, four no "
        "more than three.",
    .bad = R"(# finding: DRF073
--- snapshot.json
{"scope": "shop", "members": [{"name": "n1"}],
 "etcd": {"members": [
   {"id": "a1", "name": "e1", "peer_urls": ["http://10.0.0.1:2380"], "client_urls": ["http://10.0.0.1:2379"]},
   {"id": "a2", "name": "e2", "peer_urls": ["http://10.0.0.2:2380"], "client_urls": ["http://10.0.0.2:2379"]}],
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
    .sources = {"etcd 3.5 docs faq"},
    .needs = {Surface::etcd},
    .check = check,
};

}  // namespace patrol::rules
