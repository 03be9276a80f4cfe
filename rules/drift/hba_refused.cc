// pg_hba.conf or pg_ident.conf with lines that the server refuses.
#include "linter/doc/ident.h"
#include "rules/drift/shared_hba.h"

namespace patrol::rules {
namespace {

struct RefusedFile {
  const MemberObservation* member = nullptr;
  Spot spot;
  std::string_view name;
  std::string_view lost;  // the log line
  FileKind kind{};
  std::vector<RefusedLine> lines;
};

void report_file(const RefusedFile& file, Report& report) {
  const RefusedLine& first = file.lines.front();
  auto finding =
      report.add(file.spot, cat(file.name, " of ", shown(file.member->name, 20),
                                " is refused: line ", first.line, ", ", shown(first.message, 45)));
  for (const RefusedLine& line : file.lines) {
    if (line.has_place) finding.label(line.at, shown(line.message, 60));
    if (!line.file.empty()) finding.note(cat("in ", shown(line.file), ", line ", line.line));
  }
  const bool is_newer = load_state(*file.member, file.kind) == Loaded::no;
  finding.note(is_newer ? cat("the file was not loaded yet (", load_times(*file.member, file.kind),
                              "); the next reload will refuse it")
                        : cat("the last reload kept the old rules (`", file.lost,
                              "`); nobody can say which these are"));
  finding.note("at the next start PostgreSQL does not come up with such a file")
      .fix(cat("mend the line, then SELECT pg_reload_conf() on ", shown(file.member->name)))
      .member(file.member->name);
}

std::vector<RefusedLine> refused_mappings(const std::vector<PgIdentRule>& rows) {
  std::vector<RefusedLine> out;
  for (const PgIdentRule& row : rows)
    if (!row.error.empty()) out.push_back({row.line_number, {}, row.error, Span{}, false});
  return out;
}

void place_mappings(const Snapshot& cluster, RefusedFile& file) {
  for (const IdentDocument* document : cluster.ident) {
    if (cluster.owner_of(document->file) != file.member->name) continue;
    for (RefusedLine& line : file.lines)
      for (const HbaError& error : document->ident.errors)
        if (error.line == line.line && error.file.empty()) {
          line.at = error.at;
          line.has_place = true;
        }
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const LiveHba& hba : live_hba(cluster)) {
    if (hba.refused.empty()) continue;
    report_file({.member = hba.member,
                 .spot = hba.spot(),
                 .name = "pg_hba.conf",
                 .lost = "pg_hba.conf was not reloaded",
                 .kind = FileKind::hba,
                 .lines = hba.refused},
                report);
  }
  for (const MemberObservation& member : cluster.live->members) {
    if (!member.ident_rules) continue;
    RefusedFile file{.member = &member,
                     .spot = said_by(member, Surface::ident_rules, "pg_ident.conf"),
                     .name = "pg_ident.conf",
                     .lost = "pg_ident.conf was not reloaded",
                     .kind = FileKind::ident,
                     .lines = refused_mappings(*member.ident_rules)};
    place_mappings(cluster, file);
    if (!file.lines.empty()) report_file(file, report);
  }
}

}  // namespace

extern constinit const Rule hba_refused{
    .id = "DRF030",
    .name = "hba-refused",
    .severity = Severity::error,
    .summary = "the server refuses its pg_hba.conf or pg_ident.conf",
    .why =
        "One wrong line voids the whole file. A reload keeps the old rules and says so only in the "
        "log, while the time of the last load advances all the same; a restart fails.",
    .bad = R"(# finding: DRF030 n1
--- snapshot.json
{"scope": "shop", "members": [{"name": "n1", "server": {"version_num": 150020}, "hba_rules": [
  {"line_number": 1, "type": "local", "database": ["all"], "user_name": ["all"], "auth_method": "peer"},
  {"line_number": 2, "error": "invalid authentication method \"scram\""}]}]}
--- n1:/var/lib/postgresql/15/main/pg_hba.conf
local all all peer
host all all 10.0.0.0/24 scram
)",
    .good = R"(--- snapshot.json
{"scope": "shop", "members": [{"name": "n1", "server": {"version_num": 150020}, "hba_rules": [
  {"line_number": 1, "type": "local", "database": ["all"], "user_name": ["all"], "auth_method": "peer"},
  {"line_number": 2, "type": "hostssl", "database": ["all"], "user_name": ["all"], "address": "all",
   "auth_method": "scram-sha-256", "error": "hostssl record cannot match because SSL is disabled"}]}]}
--- n1:/var/lib/postgresql/15/main/pg_hba.conf
local all all peer
hostssl all all all scram-sha-256
)",
    .sources = {"postgresql 15 view-pg-hba-file-rules.html", "postgresql 15 auth-pg-hba-conf.html"},
    .needs = {Surface::hba_rules},
    .check = check,
};

}  // namespace patrol::rules
