// Names that PostgreSQL takes literally although a keyword was meant.
#include "linter/analysis/hba_oddities.h"
#include "linter/engine/rule.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

bool is_name(const HbaOddity& oddity) {
  return oddity.field == HbaOddity::Field::database || oddity.field == HbaOddity::Field::user;
}

void check_record(const Policy& policy, const HbaRecord& record, Report& report) {
  for (const HbaOddity& oddity : hba_oddities(record)) {
    if (!is_name(oddity)) continue;
    auto finding = report.add(policy.spot(oddity.at, record.line), oddity.text);
    finding.note(oddity.is_whole_field
                     ? "the record matches nobody: `no pg_hba.conf entry for host`"
                     : "this part of the field stands for nobody");
    finding.fix(cat("write ", oddity.meant.empty() ? "all" : oddity.meant));
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const Policy& policy : policies(cluster))
    for (const HbaRecord& record : policy.file->records) check_record(policy, record, report);
}

}  // namespace

extern constinit const Rule hba_dead_name{
    .id = "HBA003",
    .name = "hba-dead-name",
    .severity = Severity::error,
    .summary = "a database or user field holds a name that nobody has",
    .why =
        "pg_hba.conf knows no wildcard, its keywords are lower case and lose their meaning in "
        "quotes. Everything else is accepted without a word and matches only a database or a role "
        "of exactly that name.",
    .bad = R"(postgresql:
  pg_hba:
    - host all ALL 10.0.0.0/24 scram-sha-256  # finding: HBA003
)",
    .good = R"(postgresql:
  pg_hba:
    - host all all 10.0.0.0/24 scram-sha-256
)",
    .sources = {"postgresql 18 auth-pg-hba-conf.html"},
    .check = check,
};

}  // namespace patrol::rules
