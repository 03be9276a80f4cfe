// The releases that the servers run.
#include <map>

#include "rules/drift/shared_drift.h"

namespace patrol::rules {
namespace {

std::string number(int version) {
  return cat(version / 10000, ".", version % 10000);
}

void check(const Snapshot& cluster, Report& report) {
  std::map<int, std::vector<std::string>> members;
  for (const MemberObservation& member : cluster.live->members)
    if (member.server && member.server->version_num > 0)
      members[member.server->version_num].push_back(member.name);
  if (members.size() < 2) return;
  std::string said;
  for (const auto& [version, names] : members)
    said += cat(said.empty() ? "" : ", ", number(version), " on ", names_of(names));
  const auto& odd = *std::min_element(
      members.begin(), members.end(),
      [](const auto& left, const auto& right) { return left.second.size() < right.second.size(); });
  const bool is_major = members.begin()->first / 10000 != members.rbegin()->first / 10000;
  if (!is_major) return;
  auto finding = report.add({LivePlace{odd.second.front(), "server", "server_version"}, ""},
                            shown(cat("PostgreSQL is ", said), 98));
  for (const auto& [version, names] : members)
    for (const std::string& name : names) finding.member(name);
  finding.note("a standby cannot replay the WAL of another major version")
      .fix("upgrade or build the other members anew");
}

}  // namespace

extern constinit const Rule postgres_majors_differ{
    .id = "DRF014",
    .name = "postgres-majors-differ",
    .severity = Severity::error,
    .summary = "members run different major versions of PostgreSQL",
    .why =
        "A standby replays WAL of its own major version only: the others cannot follow, whoever "
        "leads.",
    .bad = R"(# finding: DRF014 n1 n2
--- snapshot.json
{
  "scope": "main",
  "space": "/service/",
  "dcs": {"kind": "etcd3", "initialize": "7", "leader": "n1"},
  "members": [
    {"name": "n1", "server": {"version_num": 150008, "version": "15.8"}},
    {"name": "n2",
     "server": {"version_num": 160002, "version": "16.2", "is_in_recovery": true}}
  ]
}
)",
    .good = R"(--- snapshot.json
{
  "scope": "main",
  "space": "/service/",
  "dcs": {"kind": "etcd3", "initialize": "7", "leader": "n1"},
  "members": [
    {"name": "n1", "server": {"version_num": 150008, "version": "15.8"}},
    {"name": "n2",
     "server": {"version_num": 150008, "version": "15.8", "is_in_recovery": true}}
  ]
}
)",
    .sources = {"PostgreSQL 18 documentation, Upgrading a PostgreSQL Cluster"},
    .needs = {Surface::server},
    .check = check,
};

}  // namespace patrol::rules
