// The table of rules, expanded from catalogue.def.
#include "rules/catalogue.h"

#include <array>

namespace patrol {
namespace rules {

#define RULE(folder, file) extern const Rule file;  // NOLINT(bugprone-macro-parentheses)
#define RETIRED(id)
#include "rules/catalogue.def"
#undef RULE

namespace {

constexpr auto table = std::to_array<const Rule*>({
#define RULE(folder, file) &(file),
#include "rules/catalogue.def"
#undef RULE
});

}  // namespace
}  // namespace rules

std::span<const Rule* const> all_rules() {
  return rules::table;
}

const Rule* find_rule(std::string_view id_or_name) {
  for (const Rule* rule : rules::table)
    if (rule->id == id_or_name || rule->name == id_or_name) return rule;
  return nullptr;
}

}  // namespace patrol
