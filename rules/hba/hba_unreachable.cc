// The first record that matches decides; one whose connections all belong to earlier ones is dead.
#include <algorithm>
#include <vector>

#include "linter/analysis/hba_alignment.h"
#include "linter/analysis/hba_reach.h"
#include "linter/engine/rule.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

using Records = std::vector<const HbaRecord*>;

Records hiders_of(const Policy& policy, const HbaReach& reach) {
  Records hiders;
  for (const std::size_t index : reach.hidden_by) hiders.push_back(&policy.file->records[index]);
  return hiders;
}

std::string message_of(const HbaRecord& record, const Records& hiders) {
  if (hiders.size() > 1)
    return cat("record is never reached; ", hiders.size(), " earlier ones together take all of it");
  return cat("record is never reached; an earlier one decides with ", hiders.front()->method,
             ", not ", record.method);
}

void add_labels(const Records& hiders, FindingBuilder& finding) {
  constexpr std::size_t most_labels = 8;
  for (std::size_t i = 0; i < std::min(hiders.size(), most_labels); ++i)
    finding.label(hiders[i]->at,
                  hiders.size() == 1 ? "matches all of it first" : "takes a part of it");
  if (hiders.size() > most_labels)
    finding.note(cat(hiders.size() - most_labels, " more records take a part of it"));
}

void report_hidden(const Policy& policy, const HbaRecord& record, const Records& hiders,
                   Report& report) {
  const auto any_says = [&](std::string_view method) {
    return std::any_of(hiders.begin(), hiders.end(),
                       [&](const HbaRecord* hider) { return hider->method == method; });
  };
  const bool is_refusal = any_says("reject");
  const bool was_refusal = record.method == "reject";
  auto finding = report.add(policy.spot(record), message_of(record, hiders));
  add_labels(hiders, finding);
  finding.note(
      is_refusal && !was_refusal ? "these clients are refused: `pg_hba.conf rejects connection`"
      : was_refusal              ? "clients that should be refused are let in"
                    : "the first record that matches decides; a failed login does not go on");
  if (is_refusal || was_refusal || any_says("trust")) finding.severity(Severity::error);
  finding.fix(hiders.size() == 1 ? "move it before the broader record, or remove it"
                                 : "move it before them, or remove it");
}

// The search has a limit, which only a policy made for it reaches.
void report_undecided(const Policy& policy, const std::vector<HbaReach>& reach, Report& report) {
  const auto is_open = [](const HbaReach& one) { return one.kind == HbaReach::Kind::undecided; };
  const auto first = std::find_if(reach.begin(), reach.end(), is_open);
  if (first == reach.end()) return;
  const auto count = std::count_if(first, reach.end(), is_open);
  report
      .add(policy.spot(policy.file->records[static_cast<std::size_t>(first - reach.begin())]),
           count == 1 ? std::string("whether this record is ever reached cannot be decided")
                      : cat("whether this and ", count - 1,
                            " later records are ever reached cannot be decided"))
      .note("too many patterns, memberships or networks cross each other here")
      .severity(Severity::info);
}

void check_policy(const Policy& policy, Report& report) {
  const auto reach = hba_reach(policy.meaning());
  for (std::size_t i = 0; i < reach.size(); ++i) {
    const HbaRecord& record = policy.file->records[i];
    const Records hiders = hiders_of(policy, reach[i]);
    const bool is_other = std::any_of(hiders.begin(), hiders.end(), [&](const HbaRecord* hider) {
      return hba_outcome(hider) != hba_outcome(&record);
    });
    // Where all say the same it is superfluous, not wrong: another rule.
    if (is_other) report_hidden(policy, record, hiders, report);
  }
  report_undecided(policy, reach, report);
}

void check(const Snapshot& cluster, Report& report) {
  for (const Policy& policy : policies(cluster)) check_policy(policy, report);
}

}  // namespace

extern constinit const Rule hba_unreachable{
    .id = "HBA015",
    .name = "hba-unreachable",
    .severity = Severity::warning,
    .summary = "a record of pg_hba is never reached: earlier ones take all of it",
    .why =
        "PostgreSQL takes the first record whose type, database, user and address match, and no "
        "other. A record is dead when a broader one, or several that together are broader, stand "
        "in front of it: its method never applies.",
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
