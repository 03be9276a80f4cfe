// A cluster that nobody leads.
#include "linter/model/python.h"
#include "rules/drift/shared_state.h"

namespace patrol::rules {
namespace {

// Where the DCS could not be read, the members say it.
bool is_unlocked(const ClusterObservation& live) {
  if (live.dcs) return live.dcs->leader.empty();
  return std::any_of(live.members.begin(), live.members.end(), [](const MemberObservation& one) {
    return one.rest && one.rest->is_cluster_unlocked;
  });
}

void check(const Snapshot& cluster, Report& report) {
  const ClusterObservation& live = *cluster.live;
  if (!is_unlocked(live)) return;
  const bool is_new = live.dcs && live.dcs->initialize.empty();
  auto finding = report.add(said_by(Surface::dcs, "leader"),
                            is_new ? "the cluster has no leader: it was never bootstrapped"
                                   : "the cluster has no leader: nobody holds the lock in the DCS");
  for (const MemberObservation& member : live.members) finding.member(member.name);
  if (is_settling(cluster)) {
    finding.severity(Severity::info).note("the leader changed while we asked; ask again");
    return;
  }
  if (python_truth(dynamic_config(cluster)["pause"]) == true)
    finding.note(
        "the cluster is paused: Patroni does not elect a leader until `patronictl resume`");
  finding
      .note(
          "no member accepts writes as leader; on the members: `following a different leader "
          "because i am not the healthiest node` or `no action`")
      .fix("read the log of each Patroni for why it does not take the lock");
}

}  // namespace

extern constinit const Rule leader_missing{
    .id = "DRF054",
    .name = "leader-missing",
    .severity = Severity::error,
    .summary = "nobody holds the leader lock",
    .why =
        "Without the lock no member runs as primary. It is normal for seconds during a failover, "
        "and an outage when it lasts.",
    .bad = R"(# finding: DRF054 n1 n2
--- snapshot.json
{"scope": "shop",
 "dcs": {"initialize": "7312345678901234567", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1"}, {"name": "n2"}]}
)",
    .good = R"(--- snapshot.json
{"scope": "shop",
 "dcs": {"initialize": "7312345678901234567", "leader": "n2",
         "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1"}, {"name": "n2"}]}
)",
    .sources = {"patroni 4.1.4 patroni/ha.py"},
    .needs = {Surface::dcs},
    .check = check,
};

}  // namespace patrol::rules
