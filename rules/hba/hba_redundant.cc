// A record that repeats what earlier ones already say.
#include <algorithm>
#include <vector>

#include "linter/analysis/hba_alignment.h"
#include "linter/analysis/hba_reach.h"
#include "linter/engine/rule.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

// The two match the same connections.
bool is_repeated(const Policy& policy, const HbaRecord& record, const HbaRecord& earlier) {
  HbaFile pair{.source = policy.file->source, .records = {record, earlier}, .errors = {}};
  const auto reach = hba_reach(hba_policy(pair, policy.postgres.version.major));
  return reach.back().kind == HbaReach::Kind::hidden;
}

void report_superfluous(const Policy& policy, const HbaRecord& record, const HbaReach& reach,
                        Report& report) {
  const HbaRecord& first = policy.file->records[reach.hidden_by.front()];
  const bool is_one = reach.hidden_by.size() == 1;
  const bool is_same = is_one && is_repeated(policy, record, first);
  auto finding =
      report.add(policy.spot(record), is_same  ? "record repeats an earlier one"
                                      : is_one ? "record adds nothing to an earlier, broader one"
                                               : "record adds nothing to earlier ones");
  constexpr std::size_t most_labels = 8;
  for (std::size_t i = 0; i < std::min(reach.hidden_by.size(), most_labels); ++i)
    finding.label(policy.file->records[reach.hidden_by[i]].at, is_same  ? "the same"
                                                               : is_one ? "covers it"
                                                                        : "covers a part of it");
  finding.fix("remove it");
}

void check_policy(const Policy& policy, Report& report) {
  const auto& records = policy.file->records;
  const auto reach = hba_reach(policy.meaning());
  for (std::size_t i = 0; i < reach.size(); ++i) {
    // One host with an empty mask: repaired, it is no longer covered.
    if (is_everybody(records[i].address) && records[i].address.has_host_bits) continue;
    const auto& hiders = reach[i].hidden_by;
    const auto says_the_same = [&](std::size_t hider) {
      return hba_outcome(&records[hider]) == hba_outcome(&records[i]);
    };
    if (!hiders.empty() && std::all_of(hiders.begin(), hiders.end(), says_the_same))
      report_superfluous(policy, records[i], reach[i], report);
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
    .summary = "a record of pg_hba repeats or is contained in earlier ones",
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
