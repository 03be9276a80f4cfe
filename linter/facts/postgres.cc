// Look-ups in PostgreSQL's parameters: binary search, names without case.
#include "linter/facts/postgres.h"

#include <algorithm>

#include "linter/facts/lookup.h"

namespace patrol::facts {
const GucSpan* Guc::in(int major) const {
  const auto found = std::find_if(spans.begin(), spans.end(), [major](const GucSpan& span) {
    return span.from <= major && major <= span.till;
  });
  return found == spans.end() ? nullptr : &*found;
}

const Guc* find_guc(std::string_view name) {
  return find_by_name(gucs(), name);
}

const HiddenGuc* find_hidden_guc(std::string_view name, int major) {
  const HiddenGuc* const found = find_by_name(hidden_gucs(), name);
  if (found == nullptr || major < found->from || major > found->till) return nullptr;
  return found;
}

const GucSuccessor* find_successor(std::string_view name) {
  return find_by_name(guc_successors(), name);
}

}  // namespace patrol::facts
