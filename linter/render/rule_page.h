// A rule's own words as a page, and the list of rules.
#pragma once

#include <span>
#include <string>

#include "linter/engine/rule.h"

namespace patrol {

/// What `patrol explain` prints.
[[nodiscard]] std::string rule_page(const Rule& rule);

/// One line a rule: code, severity, name, summary.
[[nodiscard]] std::string rules_as_text(std::span<const Rule* const> rules);
/// A table, as it stands in rules/README.md.
[[nodiscard]] std::string rules_as_markdown(std::span<const Rule* const> rules);
[[nodiscard]] std::string rules_as_json(std::span<const Rule* const> rules);

}  // namespace patrol
