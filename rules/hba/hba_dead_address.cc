// Addresses that PostgreSQL takes for a host name which cannot exist.
#include "linter/analysis/hba_oddities.h"
#include "linter/engine/rule.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

void check_record(const Policy& policy, const HbaRecord& record, Report& report) {
  for (const HbaOddity& oddity : hba_oddities(record))
    if (oddity.field == HbaOddity::Field::address)
      report.add(policy.spot(oddity.at, record.line), oddity.text)
          .note("the name does not resolve, so the record never matches a client")
          .fix("write a network such as 10.0.0.0/24, or all");
}

void check(const Snapshot& cluster, Report& report) {
  for (const Policy& policy : policies(cluster))
    for (const HbaRecord& record : policy.file->records) check_record(policy, record, report);
}

}  // namespace

extern constinit const Rule hba_dead_address{
    .id = "HBA004",
    .name = "hba-dead-address",
    .severity = Severity::error,
    .summary = "the address field holds what no client can match",
    .why =
        "What is neither a keyword nor an address is accepted as a host name and looked up at "
        "connection time. Wildcards, ranges and misspelt addresses resolve to nothing.",
    .bad = R"(postgresql:
  pg_hba:
    - host all all 10.0.0.* scram-sha-256  # finding: HBA004
)",
    .good = R"(postgresql:
  pg_hba:
    - host all all 10.0.0.0/24 scram-sha-256
)",
    .sources = {"postgresql 18 auth-pg-hba-conf.html"},
    .check = check,
};

}  // namespace patrol::rules
