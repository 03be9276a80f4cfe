// The first record that matches decides; one behind a broader record is never read.
#include <algorithm>

#include "linter/engine/rule.h"
#include "rules/hba/shared_cover.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

constexpr std::size_t most_records = 1000;  // pairs are compared

void report_hidden(const Policy& policy, const HbaRecord& earlier, const HbaRecord& later,
                   Report& report) {
  if (does_the_same(earlier, later)) return;  // superfluous, not wrong: another rule
  const bool is_refusal = earlier.method == "reject";
  const bool was_refusal = later.method == "reject";
  auto finding =
      report.add(policy.spot(later), cat("record is never reached; an earlier one decides with ",
                                         earlier.method, ", not ", later.method));
  finding.label(earlier.at, "matches all of it first");
  finding.note(is_refusal ? "these clients are refused: `pg_hba.conf rejects connection`"
               : was_refusal
                   ? "clients that should be refused are let in"
                   : "the first record that matches decides; a failed login does not go on");
  if (is_refusal || was_refusal || earlier.method == "trust") finding.severity(Severity::error);
  finding.fix("move it before the broader record, or remove it");
}

void check_policy(const Policy& policy, Report& report) {
  const auto& records = policy.file->records;
  if (records.size() > most_records) return;
  for (std::size_t later = 1; later < records.size(); ++later) {
    const auto end = records.begin() + static_cast<std::ptrdiff_t>(later);
    const auto earlier = std::find_if(records.begin(), end, [&](const HbaRecord& record) {
      return covers(record, records[later]);
    });
    if (earlier != end) report_hidden(policy, *earlier, records[later], report);
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const Policy& policy : policies(cluster)) check_policy(policy, report);
}

}  // namespace

extern constinit const Rule hba_unreachable{
    .id = "HBA015",
    .name = "hba-unreachable",
    .severity = Severity::warning,
    .summary = "a record of pg_hba is hidden by an earlier, broader one",
    .why =
        "PostgreSQL takes the first record whose type, database, user and address match, and no "
        "other. A narrow record behind a broad one is dead: its method never applies.",
    .bad = R"(postgresql:
  pg_hba:
    - host all all 10.0.0.0/8 trust
    - host all app 10.1.0.0/16 scram-sha-256  # finding: HBA015
)",
    .good = R"(postgresql:
  pg_hba:
    - host all app 10.1.0.0/16 scram-sha-256
    - host all admin 10.0.0.0/8 scram-sha-256
)",
    .sources = {"postgresql 18 auth-pg-hba-conf.html"},
    .check = check,
};

}  // namespace patrol::rules
