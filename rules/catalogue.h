// All rules, in the order of catalogue.def.
#pragma once

#include <span>
#include <string_view>

#include "linter/engine/rule.h"

namespace patrol {

[[nodiscard]] std::span<const Rule* const> all_rules();
/// By id or name; null when there is none.
[[nodiscard]] const Rule* find_rule(std::string_view id_or_name);

}  // namespace patrol
