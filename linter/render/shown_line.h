// A source line as a terminal shows it: secrets hidden, tabs and control characters replaced, cut
// where it is too wide, and for every byte the column where it stands.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linter/base/secret_scan.h"

namespace patrol {

struct ShownLine {
  std::string text;
  std::size_t begin = 0;             // first byte of the line that is shown
  std::size_t end = 0;               // behind the last one
  std::vector<std::size_t> columns;  // of the bytes begin to end, and of the place behind them

  [[nodiscard]] bool has(std::size_t byte) const { return byte >= begin && byte <= end; }
  [[nodiscard]] std::size_t column(std::size_t byte) const;
};

/// `secrets` count from the beginning of the line. A line wider than `limit` columns is cut so that
/// the text from `focus` on is seen, with a little before it.
[[nodiscard]] ShownLine show_line(std::string_view line, std::span<const TextRange> secrets,
                                  std::size_t focus, std::size_t limit);

/// The ranges of a text that fall into one of its parts, counted from the part's beginning.
[[nodiscard]] std::vector<TextRange> ranges_within(std::span<const TextRange> ranges,
                                                   TextRange part);

}  // namespace patrol
