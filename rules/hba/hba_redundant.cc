// A record that repeats what an earlier one already says.
#include <algorithm>

#include "linter/engine/rule.h"
#include "rules/hba/shared_cover.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

constexpr std::size_t most_records = 1000;  // pairs are compared

void check_policy(const Policy& policy, Report& report) {
  const auto& records = policy.file->records;
  if (records.size() > most_records) return;
  for (std::size_t later = 1; later < records.size(); ++later) {
    const HbaRecord& record = records[later];
    // One host with an empty mask: repaired, it is no longer covered.
    if (is_everybody(record.address) && record.address.has_host_bits) continue;
    const auto end = records.begin() + static_cast<std::ptrdiff_t>(later);
    const auto earlier = std::find_if(records.begin(), end, [&](const HbaRecord& candidate) {
      return covers(candidate, record);
    });
    if (earlier == end || !does_the_same(*earlier, record)) continue;
    const bool is_repeated = covers(record, *earlier);
    report
        .add(policy.spot(record), is_repeated ? "record repeats an earlier one"
                                              : "record adds nothing to an earlier, broader one")
        .label(earlier->at, is_repeated ? "the same" : "covers it")
        .fix("remove it");
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const Policy& policy : policies(cluster)) check_policy(policy, report);
}

}  // namespace

extern constinit const Rule hba_redundant{
    .id = "HBA016",
    .name = "hba-redundant",
    .severity = Severity::info,
    .summary = "a record of pg_hba repeats or is contained in an earlier one",
    .why =
        "It does no harm, but a later change of one of the two is easily made in the wrong place.",
    .bad = R"(postgresql:
  pg_hba:
    - host all all 10.0.0.0/8 scram-sha-256
    - host all app 10.1.0.0/16 scram-sha-256  # finding: HBA016
)",
    .good = R"(postgresql:
  pg_hba:
    - host all app 10.1.0.0/16 scram-sha-256
    - host all all 10.0.0.0/8 md5
)",
    .sources = {"postgresql 18 auth-pg-hba-conf.html"},
    .check = check,
};

}  // namespace patrol::rules
