// Patroni that does not reach its DCS.
#include "rules/drift/shared_state.h"

namespace patrol::rules {
namespace {

// The member's own clock: Patroni compares nothing else.
std::optional<double> unseen_for(const ClusterObservation& live, const MemberObservation& member) {
  if (!member.rest || !member.rest->dcs_last_seen) return std::nullopt;
  if (member.server && member.server->now > 0)
    return member.server->now - *member.rest->dcs_last_seen;
  const double offset = member.host ? member.host->clock_offset.value_or(0) : 0;
  return live.taken_at + offset - *member.rest->dcs_last_seen;
}

void check(const Snapshot& cluster, Report& report) {
  const ClusterObservation& live = *cluster.live;
  const auto ttl = static_cast<double>(dynamic_number(cluster, "ttl"));
  for (const MemberObservation& member : live.members) {
    if (!member.rest) continue;
    const double unseen = unseen_for(live, member).value_or(0);
    const bool is_failsafe = member.rest->is_failsafe_active;
    if (!is_failsafe && unseen <= ttl) continue;
    auto finding = report.add(
        said_by(member, Surface::rest, is_failsafe ? "failsafe_mode_is_active" : "dcs_last_seen"),
        is_failsafe ? cat(shown(member.name), " runs in failsafe mode")
                    : cat("Patroni of ", shown(member.name, 20), " saw the DCS last ",
                          shown_seconds(unseen), " ago; `ttl` is ", shown_seconds(ttl)));
    finding.member(member.name);
    finding
        .note(is_failsafe
                  ? "the DCS is away; the leader stays primary only while it reaches every "
                    "member of the cluster"
                  : "a leader without the DCS steps down: `demoting self because DCS is not "
                    "accessible and I was a leader`")
        .fix("look at the endpoints in its patroni.yml and the way to them from that machine");
  }
}

}  // namespace

extern constinit const Rule dcs_unseen{
    .id = "DRF049",
    .name = "dcs-unseen",
    .severity = Severity::error,
    .summary = "a running Patroni does not reach its DCS",
    .why =
        "Patroni says itself when it last read the DCS. A member that does not reach it can "
        "neither lead nor notice that it should.",
    .bad = R"(# finding: DRF049 n2
--- snapshot.json
{"scope": "shop", "taken_at": 1790000000,
 "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1", "rest": {"state": "running", "dcs_last_seen": 1789999998}},
             {"name": "n2", "rest": {"state": "running", "dcs_last_seen": 1789999700}}]}
)",
    .good = R"(--- snapshot.json
{"scope": "shop", "taken_at": 1790000000,
 "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1", "rest": {"state": "running", "dcs_last_seen": 1789999998}},
             {"name": "n2", "rest": {"state": "running", "dcs_last_seen": 1789999990}}]}
)",
    .sources = {"patroni 4.1.4 docs/dcs_failsafe_mode.rst", "patroni 3.0.2 patroni/api.py"},
    .needs = {Surface::rest},
    .check = check,
};

}  // namespace patrol::rules
