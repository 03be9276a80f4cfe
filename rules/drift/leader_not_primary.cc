// The member with the leader lock has to be the primary.
#include "linter/model/roles.h"
#include "rules/drift/shared_state.h"

namespace patrol::rules {
namespace {

void report_unknown(const ClusterObservation& live, Report& report) {
  report
      .add(said_by(Surface::dcs, "leader"),
           cat("the leader lock is held by ", shown(live.dcs->leader),
               ", which has no key below members/"))
      .note(
          "the lock outlives its holder until it expires, or something else writes into the "
          "cluster's keys")
      .fix(cat("compare `patronictl list ", shown(live.scope), "` with the machines that run"))
      .member(live.dcs->leader);
}

// What the holder says of itself that a leader must not say; empty when nothing.
std::string contradiction(const MemberObservation& leader, bool is_standby) {
  if (leader.server && leader.server->is_in_recovery && !is_standby)
    return "PostgreSQL is in recovery";
  if (leader.rest && leader.rest->role == ObservedRole::replica)
    return "its Patroni says it is a replica";
  return {};
}

void check(const Snapshot& cluster, Report& report) {
  const ClusterObservation& live = *cluster.live;
  if (!live.dcs || live.dcs->leader.empty() || live.is_leader_changed) return;
  const MemberObservation* leader = live.member(live.dcs->leader);
  if (key_of(live, live.dcs->leader) == nullptr) {
    const bool has_keys = !live.dcs->members.empty();
    if (has_keys && (leader == nullptr || !answers(*leader))) report_unknown(live, report);
    return;
  }
  if (leader == nullptr) return;
  const std::string what = contradiction(*leader, names_standby_cluster(dynamic_config(cluster)));
  if (what.empty()) return;
  auto finding =
      report.add(said_by(*leader, leader->server ? Surface::server : Surface::rest, "role"),
                 cat(shown(leader->name), " holds the leader lock, and ", what));
  finding.label(said_by(Surface::dcs, "leader"), cat("held by ", shown(leader->name)))
      .member(leader->name);
  if (is_on_its_way(cluster, *leader))
    finding.severity(Severity::info).note("it took the lock just now and may still be promoting");
  else
    finding
        .note(
            "clients are sent to it and fail with `cannot execute INSERT in a read-only "
            "transaction`, while the cluster looks healthy")
        .fix("read its Patroni log; `patronictl failover` to a replica that is in order");
}

}  // namespace

extern constinit const Rule leader_not_primary{
    .id = "DRF055",
    .name = "leader-not-primary",
    .severity = Severity::error,
    .summary = "the member with the leader lock is no primary",
    .why =
        "The lock alone makes nobody a primary. Load balancers that ask Patroni, and people who "
        "look at the list of members, take such a cluster for healthy.",
    .bad = R"(# finding: DRF055 n1
--- snapshot.json
{"scope": "shop",
 "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1", "server": {"is_in_recovery": true}, "rest": {"state": "running", "role": "leader"}},
             {"name": "n2", "server": {"is_in_recovery": true}}]}
)",
    .good = R"(--- snapshot.json
{"scope": "shop",
 "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1", "server": {"is_in_recovery": false}, "rest": {"state": "running", "role": "leader"}},
             {"name": "n2", "server": {"is_in_recovery": true}}]}
)",
    .sources = {"patroni 4.1.4 patroni/ha.py", "patroni 4.1.4 docs/rest_api.rst"},
    .needs = {Surface::dcs, Surface::server, Surface::rest},
    .check = check,
};

}  // namespace patrol::rules
