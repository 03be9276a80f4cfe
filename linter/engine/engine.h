// Runs rules over snapshots: which rules, at which severity, in which order, suppressed by whom.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "linter/diag/finding.h"
#include "linter/engine/rule.h"
#include "linter/model/snapshot.h"

namespace patrol {

/// Codes ("TIM001"), names ("ttl-budget") or groups ("TIM"). An empty `select` means all rules.
struct Selection {
  std::vector<std::string> select;
  std::vector<std::string> ignore;
  [[nodiscard]] bool has(const Rule& rule) const;
  /// Words that name no rule and no group.
  [[nodiscard]] std::vector<std::string> unknown(std::span<const Rule* const> rules) const;
};

/// By place, rule, message; what is said twice is kept once.
void sort_findings(std::vector<Finding>& findings);

/// Findings of all selected rules over one cluster, sorted, without duplicates; members filled in
/// from the documents that a finding and its labels touch.
[[nodiscard]] std::vector<Finding> run_rules(std::span<const Rule* const> rules,
                                             const Selection& selection, const Snapshot& cluster);

/// What the selected rules need and could not have, one entry for each rule, member and surface;
/// sorted. Nothing for a cluster that is known from documents alone.
[[nodiscard]] std::vector<NotChecked> rules_not_checked(std::span<const Rule* const> rules,
                                                        const Selection& selection,
                                                        const Snapshot& cluster);

}  // namespace patrol
