// What was asked of a cluster in the middle of a change belongs to two states.
#include "rules/drift/shared_state.h"

namespace patrol::rules {
namespace {

std::string holder(const std::string& name) {
  return name.empty() ? std::string("nobody") : shown(name);
}

void check(const Snapshot& cluster, Report& report) {
  const ClusterObservation& live = *cluster.live;
  if (!live.is_leader_changed) return;
  auto finding = report.add(said_by(Surface::dcs, "leader"),
                            cat("the leader changed while we asked, from ",
                                holder(live.leader_at_begin), " to ", holder(live.leader_at_end)));
  for (const std::string* name : {&live.leader_at_begin, &live.leader_at_end})
    if (!name->empty()) finding.member(*name);
  finding
      .note(
          "members were asked before or after it; findings about roles and replication were left "
          "out or are told as information")
      .fix("ask again when the cluster has settled");
}

}  // namespace

extern constinit const Rule leader_changed{
    .id = "DRF057",
    .name = "leader-changed",
    .severity = Severity::info,
    .summary = "the leader changed during the audit",
    .why =
        "An audit takes seconds, and a switchover can fall into it. Then the answers of the "
        "members do not belong together.",
    .bad = R"(# finding: DRF057 n1 n2
--- snapshot.json
{"scope": "shop", "is_leader_changed": true, "leader_at_begin": "n1", "leader_at_end": "n2",
 "dcs": {"leader": "n2", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1"}, {"name": "n2"}]}
)",
    .good = R"(--- snapshot.json
{"scope": "shop", "leader_at_begin": "n1", "leader_at_end": "n1",
 "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1"}, {"name": "n2"}]}
)",
    .sources = {"patroni 4.1.4 docs/rest_api.rst"},
    .needs = {Surface::dcs},
    .check = check,
};

}  // namespace patrol::rules
