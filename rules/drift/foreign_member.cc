// Behind an address of the cluster there must be the member that is meant.
#include "rules/drift/shared_state.h"

namespace patrol::rules {
namespace {

void check_identity(const ClusterObservation& live, const MemberObservation& member,
                    Report& report) {
  const RestStatus& rest = *member.rest;
  if (!rest.scope.empty() && !live.scope.empty() && rest.scope != live.scope)
    report
        .add(said_by(member, Surface::rest, "scope"),
             cat("the API at ", shown(member.api), " belongs to cluster ", shown(rest.scope, 20)))
        .note(cat("asked for ", shown(member.name), " of ", shown(live.scope),
                  "; switchovers and health checks reach the wrong cluster"))
        .fix("correct `restapi.connect_address` of the member, or the inventory")
        .member(member.name);
  else if (!rest.name.empty() && rest.name != member.name)
    report
        .add(said_by(member, Surface::rest, "name"),
             cat("the API at ", shown(member.api), " is that of ", shown(rest.name, 20), ", not ",
                 shown(member.name, 20)))
        .note("two members advertise one address, or the address moved to another machine")
        .fix("correct `restapi.connect_address` of the member, or the inventory")
        .member(member.name);
}

void check_key(const Snapshot& cluster, const MemberObservation& member, Report& report) {
  const ClusterObservation& live = *cluster.live;
  if (!live.dcs || live.dcs->members.empty() || !answers(member) ||
      key_of(live, member.name) != nullptr)
    return;
  if (member.rest && !member.rest->scope.empty() && member.rest->scope != live.scope) return;
  auto finding = report.add(said_by(Surface::dcs, cat("members/", member.name)),
                            cat(shown(member.name), " answers and has no key in the DCS"));
  finding.note(
      "the other members do not know it: it gets no slot, no place in an election, and "
      "`patronictl list` does not show it");
  finding.fix("read its Patroni log for why it cannot write to the DCS").member(member.name);
  if (member.rest && is_on_its_way(cluster, member)) finding.severity(Severity::info);
}

void check(const Snapshot& cluster, Report& report) {
  for (const MemberObservation& member : cluster.live->members) {
    if (member.rest) check_identity(*cluster.live, member, report);
    check_key(cluster, member, report);
  }
}

}  // namespace

extern constinit const Rule foreign_member{
    .id = "DRF059",
    .name = "foreign-member",
    .severity = Severity::error,
    .summary = "an address leads to another member or cluster, or its member is not in the DCS",
    .why =
        "Addresses are copied from machine to machine. The API says whose it is, and the DCS who "
        "belongs to the cluster.",
    .bad = R"(# finding: DRF059 n2
--- snapshot.json
{"scope": "shop",
 "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1", "rest": {"state": "running", "scope": "shop", "name": "n1"}},
             {"name": "n2", "api": "http://10.0.0.2:8008/patroni",
              "rest": {"state": "running", "scope": "shop", "name": "n1"}}]}
)",
    .good = R"(--- snapshot.json
{"scope": "shop",
 "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1", "rest": {"state": "running", "scope": "shop", "name": "n1"}},
             {"name": "n2", "rest": {"state": "running", "scope": "shop"}}]}
)",
    .sources = {"patroni 4.1.4 docs/rest_api.rst"},
    .needs = {Surface::rest, Surface::dcs},
    .check = check,
};

}  // namespace patrol::rules
