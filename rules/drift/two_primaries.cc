// Only one member of a cluster accepts writes.
#include "rules/drift/shared_state.h"

namespace patrol::rules {
namespace {

bool is_primary(const MemberObservation& member) {
  if (member.server) return !member.server->is_in_recovery;
  return member.rest && member.rest->role == ObservedRole::leader;
}

void check(const Snapshot& cluster, Report& report) {
  const ClusterObservation& live = *cluster.live;
  if (live.is_leader_changed) return;
  std::vector<std::string> names;
  const MemberObservation* odd = nullptr;
  for (const MemberObservation& member : live.members) {
    if (!is_primary(member)) continue;
    names.push_back(member.name);
    if (odd == nullptr || !live.dcs || member.name != live.dcs->leader) odd = &member;
  }
  if (names.size() < 2) return;
  auto finding = report.add(said_by(*odd, odd->server ? Surface::server : Surface::rest, "role"),
                            cat(listed(names), " are primaries at the same time"));
  for (const std::string& name : names) finding.member(name);
  if (live.dcs)
    finding.label(said_by(Surface::dcs, "leader"), live.dcs->leader.empty()
                                                       ? "held by nobody"
                                                       : cat("held by ", shown(live.dcs->leader)));
  finding.note("both accept writes, and what one of them took will be thrown away by pg_rewind")
      .fix(cat("stop PostgreSQL on ", shown(odd->name),
               ", save what was written there, then let Patroni rejoin it"));
}

}  // namespace

extern constinit const Rule two_primaries{
    .id = "DRF056",
    .name = "two-primaries",
    .severity = Severity::error,
    .summary = "more than one member accepts writes",
    .why =
        "A PostgreSQL that was started without Patroni, or that outlived it, goes on as a primary "
        "beside the new one. Clients that reach it lose what they write.",
    .bad = R"(# finding: DRF056 n1 n2
--- snapshot.json
{"scope": "shop",
 "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1", "server": {"is_in_recovery": false}},
             {"name": "n2", "server": {"is_in_recovery": false}}]}
)",
    .good = R"(--- snapshot.json
{"scope": "shop",
 "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1", "server": {"is_in_recovery": false}},
             {"name": "n2", "server": {"is_in_recovery": true}}]}
)",
    .sources = {"patroni 4.1.4 docs/faq.rst", "patroni 4.1.4 docs/watchdog.rst"},
    .needs = {Surface::server},
    .check = check,
};

}  // namespace patrol::rules
