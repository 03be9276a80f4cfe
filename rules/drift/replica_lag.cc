// A replica that is too far behind does not take over.
#include "rules/drift/shared_streams.h"

namespace patrol::rules {
namespace {

constexpr std::string_view limit_name = "maximum_lag_on_failover";

struct Lag {
  const MemberObservation* member = nullptr;
  const MemberObservation* upstream = nullptr;
  std::int64_t sent = 0;
  std::int64_t replayed = 0;
};

std::vector<Lag> lags(const ClusterObservation& live) {
  std::vector<Lag> out;
  for (const MemberObservation& member : live.members) {
    const MemberObservation* upstream = upstream_of(live, member);
    const PgStandby* row = upstream == nullptr ? nullptr : standby_row(*upstream, member);
    if (row == nullptr || row->state == "backup") continue;
    out.push_back({&member, upstream, row->sent_lag.value_or(0), row->replay_lag.value_or(0)});
  }
  return out;
}

void label_limit(const Snapshot& cluster, FindingBuilder& finding) {
  const Value limit = dynamic_config(cluster)[limit_name];
  if (limit) finding.label(at(limit), "the limit");
}

void report_sent(const Snapshot& cluster, const Lag& lag, long long limit, Report& report) {
  auto finding = report.add(said_by(*lag.upstream, Surface::replication, lag.member->name),
                            cat(shown(lag.member->name, 20), " is ", shown_bytes(lag.sent),
                                " behind; `", limit_name, "` is ", shown_bytes(limit)));
  finding.member(lag.member->name);
  label_limit(cluster, finding);
  finding
      .note(
          "it may not take over: `My wal position exceeds maximum replication lag`; a switchover "
          "to it is refused")
      .fix("look at the network and the disk between the two; ask again whether it catches up");
}

void report_replay(const Lag& lag, Report& report) {
  report
      .add(said_by(*lag.upstream, Surface::replication, lag.member->name),
           cat(shown(lag.member->name, 20), " has ", shown_bytes(lag.replayed),
               " received or on the way and not replayed"))
      .severity(Severity::info)
      .note("it reads old data, and a promotion takes as long as the replay")
      .member(lag.member->name);
}

bool is_held_on_purpose(const MemberObservation& member) {
  const PgSetting* delay = member.setting("recovery_min_apply_delay");
  const bool is_delayed = delay != nullptr && delay->setting.text() != "0";
  return is_delayed || (member.server && member.server->is_replay_paused);
}

void check(const Snapshot& cluster, Report& report) {
  const long long limit = dynamic_number(cluster, limit_name);
  if (limit <= 0 || cluster.live->is_leader_changed) return;
  for (const Lag& lag : lags(*cluster.live)) {
    if (lag.sent > limit && !is_on_its_way(cluster, *lag.member))
      report_sent(cluster, lag, limit, report);
    else if (lag.replayed > limit && lag.sent <= limit && !is_held_on_purpose(*lag.member))
      report_replay(lag, report);
  }
}

}  // namespace

extern constinit const Rule replica_lag{
    .id = "DRF065",
    .name = "replica-lag",
    .severity = Severity::warning,
    .summary = "a replica is farther behind than `maximum_lag_on_failover`",
    .why =
        "Patroni does not let a replica take over that lacks more than this many bytes. When all "
        "replicas do, the loss of the leader is an outage.",
    .bad = R"(# finding: DRF065 n2
--- snapshot.json
{"scope": "shop",
 "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1", "replication": [
               {"application_name": "n2", "state": "streaming", "sent_lag": 3145728, "replay_lag": 3145728}]},
             {"name": "n2", "server": {"is_in_recovery": true}}]}
)",
    .good = R"(--- snapshot.json
{"scope": "shop",
 "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1", "replication": [
               {"application_name": "n2", "state": "streaming", "sent_lag": 3145728, "replay_lag": 3145728}]},
             {"name": "n2", "server": {"is_in_recovery": true}}]}
--- dcs
{"maximum_lag_on_failover": 10485760}
)",
    .sources = {"patroni 4.1.4 patroni/ha.py is_lagging",
                "patroni 4.1.4 docs/dynamic_configuration.rst"},
    .needs = {Surface::replication, Surface::dcs},
    .check = check,
};

}  // namespace patrol::rules
