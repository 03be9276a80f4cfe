// In maintenance mode nobody takes over.
#include "linter/model/python.h"
#include "rules/drift/shared_state.h"

namespace patrol::rules {
namespace {

std::vector<std::string> paused_members(const ClusterObservation& live) {
  std::vector<std::string> names;
  for (const MemberObservation& member : live.members)
    if (member.rest && member.rest->is_paused) names.push_back(member.name);
  return names;
}

void check(const Snapshot& cluster, Report& report) {
  const Value pause = dynamic_config(cluster)["pause"];
  const bool is_paused = python_truth(pause).value_or(false);
  const auto names = paused_members(*cluster.live);
  if (!is_paused && names.empty()) return;
  auto finding =
      report.add(is_paused ? at(pause) : said_by(Surface::rest, "pause"),
                 is_paused ? "the cluster is paused"
                           : cat("paused by what they say, not by the DCS: ", listed(names)));
  for (const MemberObservation& member : cluster.live->members) finding.member(member.name);
  finding
      .note(
          "Patroni does not fail over, start or restart PostgreSQL: `PAUSE: no action`; the loss "
          "of the leader is an outage")
      .fix(cat("when the maintenance is over: patronictl resume ", shown(cluster.live->scope)));
}

}  // namespace

extern constinit const Rule cluster_paused{
    .id = "DRF060",
    .name = "cluster-paused",
    .severity = Severity::warning,
    .summary = "the cluster is in maintenance mode",
    .why =
        "A pause that was forgotten takes away what the cluster is for: no failover happens until "
        "somebody resumes it.",
    .bad = R"(# finding: DRF060 n1
--- snapshot.json
{"scope": "shop",
 "dcs": {"leader": "n1", "members": [{"name": "n1"}]},
 "members": [{"name": "n1", "rest": {"state": "running", "is_paused": true}}]}
--- dcs
{"ttl": 30, "pause": true}
)",
    .good = R"(--- snapshot.json
{"scope": "shop",
 "dcs": {"leader": "n1", "members": [{"name": "n1"}]},
 "members": [{"name": "n1", "rest": {"state": "running"}}]}
--- dcs
{"ttl": 30, "pause": false}
)",
    .sources = {"patroni 4.1.4 docs/pause.rst"},
    .needs = {Surface::dcs},
    .check = check,
};

}  // namespace patrol::rules
