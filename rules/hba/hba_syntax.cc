// Records that the server's own parser refuses.
#include <set>

#include "linter/engine/rule.h"
#include "linter/model/read_document.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

// PostgreSQL's words may quote what the user wrote; a message has room for this much of them.
std::string shortened(std::string_view message) {
  constexpr std::size_t longest = 70;
  std::string text = printable(message.substr(0, longest));
  if (message.size() <= longest) return text;
  while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80U)
    text.pop_back();
  return text + "…";
}

// Lines that the oldest servers still in use would take; asked only when no version is known.
std::set<int> accepted_by_older(const Snapshot& cluster, const Policy& policy) {
  constexpr int oldest = 13;
  if (policy.postgres.is_known || policy.file->errors.empty()) return {};
  const HbaFile older =
      policy.list != nullptr
          ? read_hba_items(policy.file->source, hba_lines(policy.list->list), oldest)
          : read_hba(policy.file->source, cluster.sources->text(policy.file->source), oldest);
  std::set<int> lines;
  for (const HbaRecord& record : older.records)
    if (record.file.empty()) lines.insert(record.line);
  return lines;
}

void report_error(const Policy& policy, const HbaError& error, bool is_version_bound,
                  Report& report) {
  auto finding = report.add(policy.spot(error.at, error.line),
                            cat("pg_hba record is refused: ", shortened(error.message)));
  if (!error.file.empty()) finding.note(cat("in ", shown(error.file), ", line ", error.line));
  finding.note(
      "one wrong record voids the whole file: a reload keeps the old rules (`pg_hba.conf was "
      "not reloaded`), and the next start fails (`could not load`)");
  if (policy.postgres.is_known)
    finding.note(cat("read as PostgreSQL ", policy.postgres.version.major, " reads it"));
  if (!is_version_bound) return;
  finding.severity(Severity::warning);
  finding.note("old releases accept it; name yours with --postgres-version");
}

void check(const Snapshot& cluster, Report& report) {
  for (const Policy& policy : policies(cluster)) {
    const std::set<int> older = accepted_by_older(cluster, policy);
    for (const HbaError& error : policy.file->errors)
      report_error(policy, error, error.file.empty() && older.contains(error.line), report);
  }
}

}  // namespace

extern constinit const Rule hba_syntax{
    .id = "HBA001",
    .name = "hba-syntax",
    .severity = Severity::error,
    .summary = "PostgreSQL refuses a record of pg_hba",
    .why =
        "The server reads pg_hba.conf as a whole. One record that it cannot read makes a reload "
        "keep "
        "the old rules, and stops the next start, on every member that got the list.",
    .bad = R"(postgresql:
  pg_hba:
    - host all all 10.0.0.0/24 md6  # finding: HBA001
)",
    .good = R"(postgresql:
  pg_hba:
    - host all all 10.0.0.0/24 scram-sha-256
)",
    .sources = {"postgresql 18 auth-pg-hba-conf.html", "postgresql 18 src/backend/libpq/hba.c"},
    .yields_to = {Surface::hba_rules},
    .check = check,
};

}  // namespace patrol::rules
