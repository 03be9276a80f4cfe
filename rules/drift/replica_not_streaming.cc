// A replica must receive what the leader writes; that it runs is not enough.
#include "linter/model/roles.h"
#include "rules/drift/shared_streams.h"

namespace patrol::rules {
namespace {

bool is_expected(const Snapshot& cluster, const MemberObservation& member) {
  const ClusterObservation& live = *cluster.live;
  const Tags* tags = tags_of(live, member);
  if (!is_replica(live, member) || (tags != nullptr && has_tag(*tags, "nostream"))) return false;
  const MemberObservation* leader = live.leader();
  return leader != nullptr &&
         timeline_of(member) <= std::max<std::int64_t>(1, timeline_of(*leader));
}

std::string what_is(const MemberObservation& member) {
  if (!member.receiver) return "its upstream does not know it";
  if (!*member.receiver) return "it has no WAL receiver";
  return cat("its WAL receiver is `", shown((*member.receiver)->status, 20), '`');
}

void note_progress(const ClusterObservation& live, const MemberObservation& member,
                   FindingBuilder& finding) {
  const MemberObservation* leader = live.leader();
  if (member.rest && (member.rest->state == "running" || member.rest->state == "streaming"))
    finding.note(cat("Patroni calls it `", shown(member.rest->state), "` all the same"));
  if (leader == nullptr || !leader->server || !leader->server->wal_position) return;
  const auto reached =
      std::max(member.server->received.value_or(0), member.server->wal_position.value_or(0));
  if (reached > 0 && *leader->server->wal_position > reached)
    finding.note(cat("it is ", shown_bytes(*leader->server->wal_position - reached),
                     " behind the leader, on timeline ", timeline_of(member)));
}

void report_dry(const Snapshot& cluster, const MemberObservation& member, Report& report) {
  const MemberObservation* upstream = upstream_of(*cluster.live, member);
  auto finding = report.add(said_by(member, Surface::receiver, "status"),
                            cat(shown(member.name), " does not stream: ", what_is(member)));
  finding.member(member.name);
  if (upstream != nullptr && upstream->replication)
    finding.label(said_by(*upstream, Surface::replication, member.name), "no row for it");
  note_progress(*cluster.live, member, finding);
  if (is_on_its_way(cluster, member)) {
    finding.severity(Severity::info)
        .note("it or its leader has only just started; a receiver tries again every 5 s");
    return;
  }
  finding
      .note(
          "its log says why every 5 s: `could not connect to the primary server`, `no "
          "pg_hba.conf entry for replication connection`, `replication slot … does not exist`, "
          "`requested WAL segment … has already been removed`")
      .fix(cat("mend that, or: patronictl reinit ", shown(cluster.live->scope), ' ',
               shown(member.name)));
}

void check(const Snapshot& cluster, Report& report) {
  for (const MemberObservation& member : cluster.live->members)
    if (is_expected(cluster, member) && is_streaming(*cluster.live, member) == false)
      report_dry(cluster, member, report);
}

}  // namespace

extern constinit const Rule replica_not_streaming{
    .id = "DRF064",
    .name = "replica-not-streaming",
    .severity = Severity::error,
    .summary = "a replica runs and does not receive anything",
    .why =
        "Lists of members show such a replica as running, older versions even with lag 0. It falls "
        "behind until its WAL is gone, and it is not fit to take over.",
    .bad = R"(# finding: DRF064 n2
--- snapshot.json
{"scope": "shop",
 "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1", "server": {"timeline": 1, "wal_position": 150994944}, "replication": []},
             {"name": "n2", "server": {"is_in_recovery": true, "timeline": 1, "wal_position": 50331648},
              "receiver": null, "rest": {"state": "running"}}]}
)",
    .good = R"(--- snapshot.json
{"scope": "shop",
 "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}, {"name": "n3"}]},
 "members": [{"name": "n1", "server": {"timeline": 1},
              "replication": [{"application_name": "n2", "state": "streaming"}]},
             {"name": "n2", "server": {"is_in_recovery": true, "timeline": 1},
              "receiver": {"status": "streaming"}, "rest": {"state": "running"}},
             {"name": "n3", "server": {"is_in_recovery": true, "timeline": 1},
              "receiver": null, "rest": {"state": "running", "tags": {"nostream": "true"}}}]}
)",
    .sources = {"patroni 3.0.2 patroni/ha.py", "postgresql 15 monitoring-stats.html"},
    .needs = {Surface::server, Surface::receiver, Surface::replication},
    .check = check,
};

}  // namespace patrol::rules
