// Look-ups in PostgreSQL's parameters: binary search, names without case.
#include "linter/facts/postgres.h"

#include <algorithm>

namespace patrol::facts {
namespace {

char lowered(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool name_less(std::string_view left, std::string_view right) {
  return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end(),
                                      [](char a, char b) { return lowered(a) < lowered(b); });
}

template <typename Item>
const Item* find_by_name(std::span<const Item> table, std::string_view name) {
  const auto found = std::lower_bound(
      table.begin(), table.end(), name,
      [](const Item& item, std::string_view key) { return name_less(item.name, key); });
  if (found == table.end() || name_less(name, found->name)) return nullptr;
  return &*found;
}

}  // namespace

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
