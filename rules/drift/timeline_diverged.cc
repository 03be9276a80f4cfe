// A replica that is ahead of its leader in timelines has a history of its own.
#include "rules/drift/shared_streams.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  const ClusterObservation& live = *cluster.live;
  const MemberObservation* leader = live.leader();
  if (leader == nullptr || live.is_leader_changed) return;
  const std::int64_t wanted = timeline_of(*leader);
  if (wanted == 0) return;
  for (const MemberObservation& member : live.members) {
    if (&member == leader || timeline_of(member) <= wanted) continue;
    auto finding =
        report.add(said_by(member, member.server ? Surface::server : Surface::rest, "timeline"),
                   cat(shown(member.name, 20), " is on timeline ", timeline_of(member),
                       ", the leader ", shown(leader->name, 20), " on ", wanted));
    finding.label(said_by(*leader, leader->server ? Surface::server : Surface::rest, "timeline"),
                  cat("timeline ", wanted));
    finding
        .note(cat("it cannot follow: `highest timeline ", wanted,
                  " of the primary is behind recovery timeline ", timeline_of(member),
                  "`; Patroni may list it as running with lag 0 all the same"))
        .fix(cat("patronictl reinit ", shown(live.scope), ' ', shown(member.name),
                 ", unless its data is the one to keep"))
        .member(member.name)
        .member(leader->name);
    if (is_settling(cluster)) finding.severity(Severity::info);
  }
}

}  // namespace

extern constinit const Rule timeline_diverged{
    .id = "DRF063",
    .name = "timeline-diverged",
    .severity = Severity::error,
    .summary = "a replica is on a later timeline than the leader",
    .why =
        "It was promoted once, or restored from another branch. It does not replicate and must not "
        "take over: what the leader wrote since is not in it.",
    .bad = R"(# finding: DRF063 n1 n2
--- snapshot.json
{"scope": "shop",
 "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1", "server": {"timeline": 4}},
             {"name": "n2", "server": {"is_in_recovery": true, "timeline": 5}, "receiver": null}]}
)",
    .good = R"(--- snapshot.json
{"scope": "shop",
 "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1", "server": {"timeline": 4}, "rest": {"state": "running", "timeline": 5}},
             {"name": "n2", "server": {"is_in_recovery": true, "timeline": 5}}]}
)",
    .sources = {"postgresql 15 src/backend/replication/walreceiver.c"},
    .needs = {Surface::server},
    .check = check,
};

}  // namespace patrol::rules
