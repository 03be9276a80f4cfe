// The rows under a source line: underlines, and the words that belong to them.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "linter/render/paint.h"

namespace patrol {

/// An underline from column `begin` to `end`, with words behind or under it.
struct Underline {
  std::size_t begin = 0;
  std::size_t end = 1;
  std::string text;
  Paint paint = Paint::label;
  bool is_primary = false;
};

/// The rightmost words stand behind their underline, the others hang below, one row each:
///
///     ^^             --                 -- counted twice
///                    |
///                    one idle loop
[[nodiscard]] std::vector<std::string> mark_rows(std::span<const Underline> underlines,
                                                 bool has_colour);

}  // namespace patrol
