// Binary search in a table that is sorted by name without case.
#pragma once

#include <algorithm>
#include <span>
#include <string_view>

namespace patrol::facts {

[[nodiscard]] constexpr char lowered(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

/// ASCII order without case.
[[nodiscard]] constexpr bool is_less_ignoring_case(std::string_view left, std::string_view right) {
  return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end(),
                                      [](char a, char b) { return lowered(a) < lowered(b); });
}

/// Null when no item has that name.
template <typename Item>
[[nodiscard]] const Item* find_by_name(std::span<const Item> table, std::string_view name) {
  const auto found = std::lower_bound(
      table.begin(), table.end(), name,
      [](const Item& item, std::string_view key) { return is_less_ignoring_case(item.name, key); });
  if (found == table.end() || is_less_ignoring_case(name, found->name)) return nullptr;
  return &*found;
}

}  // namespace patrol::facts
