// Placeholders and slips of writing in environment files.
#include "linter/model/env_value.h"

#include <algorithm>

#include "linter/base/text.h"

namespace patrol {
namespace {

bool is_slip(EnvProblem::Kind kind) {
  using enum EnvProblem::Kind;
  return kind == unclosed_quote || kind == trailing_comment || kind == not_expanded ||
         kind == quote_in_middle || kind == joined_assignments;
}

}  // namespace

bool holds_placeholder(std::string_view text) {
  return contains(text, "{{") || contains(text, "{%") || contains(text, "${") ||
         contains(text, "$(");
}

SpoiltVariables::SpoiltVariables(const EnvFile& env) {
  for (const EnvProblem& problem : env.problems)
    if (is_slip(problem.kind)) names_.emplace_back(problem.name);
  std::sort(names_.begin(), names_.end());
}

bool SpoiltVariables::has(std::string_view name) const {
  return std::binary_search(names_.begin(), names_.end(), name);
}

}  // namespace patrol
