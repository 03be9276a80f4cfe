// All members are copies of one database system.
#include "rules/drift/shared_state.h"

namespace patrol::rules {
namespace {

std::string identifier_of(const MemberObservation& member) {
  if (member.server && !member.server->system_identifier.empty())
    return member.server->system_identifier;
  return member.rest ? member.rest->system_identifier : std::string();
}

// What the cluster's identifier is: the DCS says it, else the leader.
std::string expected(const ClusterObservation& live) {
  if (live.dcs && !live.dcs->initialize.empty()) return live.dcs->initialize;
  const MemberObservation* leader = live.leader();
  return leader == nullptr ? std::string() : identifier_of(*leader);
}

void check(const Snapshot& cluster, Report& report) {
  const ClusterObservation& live = *cluster.live;
  const std::string wanted = expected(live);
  if (wanted.empty()) return;
  for (const MemberObservation& member : live.members) {
    const std::string found = identifier_of(member);
    if (found.empty() || found == wanted) continue;
    report
        .add(said_by(member, member.server ? Surface::server : Surface::rest, "system_identifier"),
             cat(shown(member.name, 20), " has system identifier ", shown(found, 20),
                 ", the cluster ", shown(wanted, 20)))
        .label(said_by(Surface::dcs, "initialize"), shown(wanted))
        .note(
            "it is another database, no copy of this one: `CRITICAL: system ID mismatch, node "
            "belongs to a different cluster`")
        .fix("if its data is not needed: patronictl reinit; else find out where it comes from")
        .member(member.name);
  }
}

}  // namespace

extern constinit const Rule other_system{
    .id = "DRF062",
    .name = "other-system",
    .severity = Severity::error,
    .summary = "a member's data directory belongs to another database system",
    .why =
        "Each initdb makes a number of its own, and Patroni refuses to start a member with another "
        "one. It comes from a restore, an upgrade, or a data directory that was there before.",
    .bad = R"(# finding: DRF062 n2
--- snapshot.json
{"scope": "shop",
 "dcs": {"leader": "n1", "initialize": "7312345678901234567", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1", "server": {"system_identifier": "7312345678901234567"}},
             {"name": "n2", "server": {"system_identifier": "7399999999999999999"}}]}
)",
    .good = R"(--- snapshot.json
{"scope": "shop",
 "dcs": {"leader": "n1", "initialize": "7312345678901234567", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1", "server": {"system_identifier": "7312345678901234567"}},
             {"name": "n2", "rest": {"system_identifier": "7312345678901234567"}}]}
)",
    .sources = {"patroni 4.1.4 patroni/ha.py", "patroni 3.0.2 patroni/ha.py"},
    .needs = {Surface::server, Surface::dcs},
    .check = check,
};

}  // namespace patrol::rules
