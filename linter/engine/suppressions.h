// Puts the comments of diag/suppress.h to use.
//
// What is wrong with a comment is itself a finding. Its rules (SUP001 …) are plain Rules without a
// `check`: no rule can judge a comment from a snapshot alone, because it takes the findings of all
// other rules to know whether it was needed. So the engine reports in their name, and everything
// that lists or explains rules knows them through `suppression_rules()`.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "linter/base/source.h"
#include "linter/diag/finding.h"
#include "linter/diag/suppress.h"
#include "linter/engine/engine.h"
#include "linter/engine/rule.h"

namespace patrol {

[[nodiscard]] std::span<const Rule* const> suppression_rules();

struct SuppressionOutcome {
  std::vector<Finding> findings;  // sorted; those about comments included
  std::vector<SuppressedFinding> suppressed;
};

/// `known` are all rules there are, `selection` says which of them ran: a comment for a rule that
/// did not run is not called unused. `today` is written as 2026-12-31. A comment without a reason,
/// an expired and an unreadable one allow nothing.
[[nodiscard]] SuppressionOutcome apply_suppressions(const SourceSet& sources,
                                                    std::vector<Finding> findings,
                                                    std::span<const Rule* const> known,
                                                    const Selection& selection,
                                                    std::string_view today);

}  // namespace patrol
