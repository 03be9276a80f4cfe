// Logical lines of a text or of list items: physical lines joined at a final backslash, with the
// way back from a byte of the joined line to its place in the source.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linter/doc/hba.h"

namespace patrol {

/// One line of a source, as it stands there.
struct PhysicalLine {
  std::string_view text;  // without the newline
  const HbaLineSource* source = nullptr;
  std::size_t offset = 0;  // of `text` in its source
  int number = 0;
  bool has_newline = false;
};

/// Valid until the next line is read.
struct LogicalLine {
  std::string_view text;
  int number = 0;

  /// Where bytes [begin, end) stand. Over a continuation the span covers the backslash too.
  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const;

  struct Piece {
    std::size_t begin;  // in `text`
    PhysicalLine line;
  };
  std::vector<Piece> pieces;
  std::string joined;  // holds `text` when there are several pieces
};

/// Reads sources one after the other; a list is numbered by items, a text by lines.
class HbaLineFeed {
 public:
  HbaLineFeed(std::span<const HbaLineSource> sources, bool is_list, int postgres_major)
      : sources_(sources), is_list_(is_list), major_(postgres_major) {}

  [[nodiscard]] bool next(LogicalLine& line);

 private:
  [[nodiscard]] bool next_physical(PhysicalLine& line);
  void join_following(LogicalLine& line);

  std::span<const HbaLineSource> sources_;
  bool is_list_;
  int major_;
  std::size_t source_ = 0;
  std::size_t offset_ = 0;
  int number_ = 0;
};

}  // namespace patrol
