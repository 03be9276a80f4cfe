// pg_hba.conf or pg_ident.conf that changed after the server read it.
#include "rules/drift/shared_hba.h"

namespace patrol::rules {
namespace {

// What to compare the changed file with: its list, else what the other members have.
HbaContrast contrast_of(const Snapshot& cluster, const std::deque<LiveHba>& all,
                        const LiveHba& changed, std::string_view& other) {
  other = "in the list";
  if (changed.promised.list != nullptr) return contrast_with_promise(changed);
  std::vector<const LiveHba*> others;
  for (const LiveHba& hba : all)
    if (&hba != &changed && hba.is_in_force()) others.push_back(&hba);
  other = "on the others";
  const LiveHba* usual = usual_hba(*cluster.live, others);
  if (usual != nullptr) return contrast(changed, *usual);
  HbaContrast unknown;
  unknown.is_equal = false;
  return unknown;
}

void check_hba(const Snapshot& cluster, Report& report) {
  const auto all = live_hba(cluster);
  for (const LiveHba& hba : all) {
    if (hba.loaded != Loaded::no || !hba.refused.empty()) continue;
    auto finding = report.add(hba.spot(), cat("pg_hba.conf of ", shown(hba.member->name),
                                              " changed after its last load"));
    finding.member(hba.member->name).note(load_times(*hba.member, FileKind::hba));
    std::string_view other;
    const HbaContrast difference = contrast_of(cluster, all, hba, other);
    if (!difference.witness.empty()) show_contrast(difference, other, finding);
    if (difference.is_equal)
      finding.severity(Severity::info).note(cat("what stands in it means the same as ", other));
    const auto refused = refused_logins(cluster, hba);
    if (!refused.empty())
      finding.severity(Severity::error)
          .note(cat("the next reload shuts members out: ", shown_logins(refused)));
    finding
        .note(
            "the rules in force are those of the older file, which nobody can see; the next "
            "reload or restart changes who may connect")
        .fix(cat("if the file is right: SELECT pg_reload_conf() on ", shown(hba.member->name)));
  }
}

void check_ident(const Snapshot& cluster, Report& report) {
  for (const MemberObservation& member : cluster.live->members)
    if (load_state(member, FileKind::ident) == Loaded::no)
      report
          .add(said_by(member, member.ident_rules ? Surface::ident_rules : Surface::files,
                       "pg_ident.conf"),
               cat("pg_ident.conf of ", shown(member.name), " changed after its last load"))
          .note(load_times(member, FileKind::ident))
          .note("the maps in force are those of the older file")
          .fix(cat("SELECT pg_reload_conf() on ", shown(member.name)))
          .member(member.name);
}

void check(const Snapshot& cluster, Report& report) {
  check_hba(cluster, report);
  check_ident(cluster, report);
}

}  // namespace

extern constinit const Rule hba_not_loaded{
    .id = "DRF031",
    .name = "hba-not-loaded",
    .severity = Severity::warning,
    .summary = "pg_hba.conf or pg_ident.conf changed on disk and was not loaded",
    .why =
        "The views of PostgreSQL show the file as it is on disk, not the rules in force. Until the "
        "next reload the server goes by what it read before, and then changes at once.",
    .bad = R"(# finding: DRF031 n1
--- snapshot.json
{"scope": "shop", "members": [{"name": "n1", "server": {"version_num": 150020, "loaded": 1790000000},
  "files": [{"path": "/var/lib/postgresql/15/main/pg_hba.conf", "kind": "hba", "modified": 1790000100}]}]}
--- n1:/var/lib/postgresql/15/main/pg_hba.conf
local all all peer
host all all 10.0.0.0/24 md5
)",
    .good = R"(--- snapshot.json
{"scope": "shop", "members": [{"name": "n1", "server": {"version_num": 150020, "loaded": 1790000000},
  "files": [{"path": "/var/lib/postgresql/15/main/pg_hba.conf", "kind": "hba", "modified": 1790000000.7}]}]}
--- n1:/var/lib/postgresql/15/main/pg_hba.conf
local all all peer
host all all 10.0.0.0/24 md5
)",
    .sources = {"postgresql 15 view-pg-hba-file-rules.html", "postgresql 15 functions-info.html"},
    .needs = {Surface::files, Surface::server},
    .check = check,
};

}  // namespace patrol::rules
