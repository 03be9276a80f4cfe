// Cuts texts into lines as the server does: \r before the newline dropped, from PostgreSQL 14 a
// backslash at the very end joins the next line.
#include "linter/doc/hba_lines.h"

#include <algorithm>
#include <iterator>

namespace patrol {
namespace {

std::string_view without_returns(std::string_view text) {
  while (text.ends_with('\r') || text.ends_with('\n')) text.remove_suffix(1);
  return text;
}

Span place(const PhysicalLine& line, std::size_t begin, std::size_t end) {
  const HbaLineSource& source = *line.source;
  if (!source.is_exact) return source.whole;
  const std::size_t base = source.content_begin + line.offset;
  return {source.whole.file, static_cast<std::uint32_t>(base + begin),
          static_cast<std::uint32_t>(base + end)};
}

}  // namespace

Span LogicalLine::span(std::size_t begin, std::size_t end) const {
  if (pieces.size() == 1) return place(pieces.front().line, begin, end);
  const auto piece_of = [this](std::size_t at) -> const Piece& {
    const auto next = std::upper_bound(
        pieces.begin() + 1, pieces.end(), at,
        [](std::size_t offset, const Piece& piece) { return offset < piece.begin; });
    return *std::prev(next);
  };
  const Piece& first = piece_of(begin);
  const Span head = place(first.line, begin - first.begin, begin - first.begin);
  if (end <= begin) return head;
  const Piece& last = piece_of(end - 1);
  const Span tail = place(last.line, end - last.begin, end - last.begin);
  return {head.file, head.begin, std::max(head.begin, tail.end)};
}

bool HbaLineFeed::next_physical(PhysicalLine& line) {
  while (source_ < sources_.size()) {
    const HbaLineSource& source = sources_[source_];
    const bool is_done = offset_ >= source.text.size() && (!is_list_ || offset_ > 0);
    if (is_done) {
      ++source_;
      offset_ = 0;
      continue;
    }
    const std::size_t newline = source.text.find('\n', offset_);
    line.has_newline = newline != std::string_view::npos;
    const std::size_t end = line.has_newline ? newline : source.text.size();
    line.text = source.text.substr(offset_, end - offset_);
    line.source = &source;
    line.offset = offset_;
    line.number = is_list_ ? static_cast<int>(source_) + 1 : ++number_;
    offset_ = std::max<std::size_t>(end + 1, 1);
    return true;
  }
  return false;
}

bool HbaLineFeed::next(LogicalLine& line) {
  PhysicalLine physical;
  if (!next_physical(physical)) return false;
  line.number = physical.number;
  line.pieces.clear();
  line.pieces.push_back({0, physical});
  line.text = without_returns(physical.text);
  const std::size_t zero = line.text.find('\0');
  const bool has_zero = zero != std::string_view::npos;
  if (has_zero) line.text = line.text.substr(0, zero);
  if (major_ >= 14 && (has_zero || line.text.ends_with('\\'))) join_following(line);
  return true;
}

// A NUL ends what the server sees of a physical line, its newline included, so that from 14 on the
// next one is glued to it.
void HbaLineFeed::join_following(LogicalLine& line) {
  line.joined.clear();
  std::size_t after_backslash = 0;
  while (true) {
    const PhysicalLine& last = line.pieces.back().line;
    const std::string_view seen = last.text.substr(0, last.text.find('\0'));
    line.joined.append(seen);
    if (seen.size() == last.text.size()) {
      line.joined.resize(without_returns(line.joined).size());
      if (line.joined.size() <= after_backslash || !line.joined.ends_with('\\')) break;
      line.joined.pop_back();
      after_backslash = line.joined.size();
    }
    PhysicalLine following;
    if (!next_physical(following)) break;
    line.pieces.push_back({line.joined.size(), following});
  }
  line.text = line.joined;
}

}  // namespace patrol
