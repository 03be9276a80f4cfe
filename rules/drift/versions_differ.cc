// Members that run different versions.
#include <map>
#include <set>

#include "rules/drift/shared_state.h"

namespace patrol::rules {
namespace {

using ByVersion = std::map<std::string, std::vector<std::string>>;

std::string in_words(const ByVersion& versions) {
  std::string text;
  for (const auto& [version, members] : versions)
    text += cat(text.empty() ? "" : ", ", shown(version, 20), " on ", listed(members));
  return text;
}

void tell(const ByVersion& versions, std::string_view product, Surface surface, Report& report) {
  if (versions.size() < 2) return;
  auto finding = report.add(said_by(surface, "version"),
                            cat("members run ", versions.size(), " versions of ", product));
  for (const auto& [version, members] : versions)
    for (const std::string& name : members) finding.member(name);
  finding.note(in_words(versions))
      .note(
          "normal while an upgrade rolls through; afterwards members behave differently after a "
          "failover")
      .fix(cat("bring all members to the same version of ", product));
}

std::string patroni_of(const ClusterObservation& live, const MemberObservation& member) {
  if (member.rest) return member.rest->patroni_version;
  const DcsMember* key = key_of(live, member.name);
  return key != nullptr ? key->patroni_version : std::string();
}

int postgres_of(const MemberObservation& member) {
  if (member.server) return member.server->version_num;
  return member.rest ? member.rest->server_version : 0;
}

void check(const Snapshot& cluster, Report& report) {
  ByVersion patroni;
  ByVersion postgres;
  std::set<int> majors;
  for (const MemberObservation& member : cluster.live->members) {
    const std::string version = patroni_of(*cluster.live, member);
    if (!version.empty()) patroni[version].push_back(member.name);
    const int number = postgres_of(member);
    constexpr int major = 10000;
    if (number < major) continue;
    majors.insert(number / major);
    postgres[cat(number / major, '.', number % major)].push_back(member.name);
  }
  tell(patroni, "Patroni", Surface::rest, report);
  // Different major versions do not work together at all; another rule says so.
  if (majors.size() < 2) tell(postgres, "PostgreSQL", Surface::server, report);
}

}  // namespace

extern constinit const Rule versions_differ{
    .id = "DRF048",
    .name = "versions-differ",
    .severity = Severity::info,
    .summary = "members run different versions of Patroni or PostgreSQL",
    .why =
        "Each version has settings and habits of its own, so a configuration that is the same on "
        "all members does not mean the same.",
    .bad = R"(# finding: DRF048 n1 n2
--- snapshot.json
{"scope": "shop",
 "members": [{"name": "n1", "rest": {"patroni_version": "4.0.7", "server_version": 170012}},
             {"name": "n2", "rest": {"patroni_version": "3.0.2", "server_version": 170012}}]}
)",
    .good = R"(--- snapshot.json
{"scope": "shop",
 "members": [{"name": "n1", "rest": {"patroni_version": "4.0.7", "server_version": 170012}},
             {"name": "n2", "rest": {"patroni_version": "4.0.7", "server_version": 170012}}]}
)",
    .sources = {"patroni 4.1.4 docs/releases.rst"},
    .needs = {Surface::rest},
    .check = check,
};

}  // namespace patrol::rules
