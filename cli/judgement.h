// What the commands that judge have in common: which rules there are, which comments count today,
// which exit status follows.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "linter/base/result.h"
#include "linter/engine/options.h"
#include "linter/engine/suppressions.h"

namespace patrol::cli {

/// Every rule that can report, those about comments included.
[[nodiscard]] std::vector<const Rule*> known_rules();

/// Words that name no rule are a usage error: a typo in --select must not look like a clean run.
/// Says on standard error which.
[[nodiscard]] bool has_unknown_rules(const Selection& selection);

/// Findings without those that a comment allows, as of today.
[[nodiscard]] SuppressionOutcome suppressed(const SourceSet& sources, std::vector<Finding> findings,
                                            const Selection& selection);

/// status_findings when a finding reaches the threshold.
[[nodiscard]] int status_of(std::span<const Finding> findings, Threshold fail_on);

/// Reports carry failures too; a person at a terminal must see them whatever the format.
void tell(const Failure& failure);
void tell(std::span<const Failure> failures);

}  // namespace patrol::cli
