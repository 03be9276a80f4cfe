// Works on a window of bytes: a line may be as long as its file.
#include "linter/render/shown_line.h"

#include <algorithm>

#include "linter/base/secret.h"
#include "linter/base/text.h"
#include "linter/render/columns.h"

namespace patrol {
namespace {

constexpr std::string_view tab = "    ";
constexpr std::string_view cut_mark = "…";
constexpr std::size_t bytes_before_focus = 30;

bool is_continuation(char letter) {
  return (static_cast<unsigned char>(letter) & 0xC0U) == 0x80U;
}

class LineWriter {
 public:
  LineWriter(std::string_view line, std::span<const TextRange> secrets, std::size_t begin)
      : line_(line), secrets_(secrets) {
    out_.begin = out_.end = begin;
    while (!secrets_.empty() && secrets_.front().end <= begin) secrets_ = secrets_.subspan(1);
    if (begin > 0) append(cut_mark, 1);
  }

  // Writes until the line ends or the next piece would pass the limit.
  ShownLine write(std::size_t limit) {
    while (out_.end < line_.size()) {
      const auto piece = next_piece();
      // The cut mark itself needs a column unless this is the last piece.
      const bool is_last = out_.end + piece.bytes >= line_.size();
      if (column_ + piece.columns + (is_last ? 0 : 1) > limit) break;
      out_.columns.insert(out_.columns.end(), piece.bytes, column_);
      out_.end += piece.bytes;
      append(piece.text, piece.columns);
    }
    out_.columns.push_back(column_);
    if (out_.end < line_.size()) append(cut_mark, 1);
    return std::move(out_);
  }

 private:
  struct Piece {
    std::string text;
    std::size_t bytes = 1;
    std::size_t columns = 1;
  };

  void append(std::string_view text, std::size_t columns) {
    out_.text += text;
    column_ += columns;
  }

  Piece next_piece() {
    if (!secrets_.empty() && out_.end >= secrets_.front().begin) {
      const auto end = std::min(secrets_.front().end, line_.size());
      secrets_ = secrets_.subspan(1);
      return {Secret::shown, end - out_.end, 3};
    }
    const auto rest = line_.substr(out_.end);
    if (rest.front() == '\t') return {std::string(tab), 1, tab.size()};
    const auto length = std::max<std::size_t>(1, utf8_length(rest));
    const auto text = printable(rest.substr(0, length));
    return {text, length, columns_of(text)};
  }

  std::string_view line_;
  std::span<const TextRange> secrets_;
  ShownLine out_;
  std::size_t column_ = 0;
};

// Where a cut line begins: a little before the focus, at the start of a character.
std::size_t window_begin(std::string_view line, std::size_t focus) {
  auto begin = focus > bytes_before_focus ? focus - bytes_before_focus : 0;
  begin = std::min(begin, line.size());
  while (begin > 0 && begin < line.size() && is_continuation(line[begin])) --begin;
  return begin;
}

}  // namespace

std::size_t ShownLine::column(std::size_t byte) const {
  return columns[std::clamp(byte, begin, end) - begin];
}

ShownLine show_line(std::string_view line, std::span<const TextRange> secrets, std::size_t focus,
                    std::size_t limit) {
  auto whole = LineWriter(line, secrets, 0).write(limit);
  const bool is_seen = focus + bytes_before_focus <= whole.end;
  if (whole.end >= line.size() || is_seen) return whole;
  return LineWriter(line, secrets, window_begin(line, focus)).write(limit);
}

std::vector<TextRange> ranges_within(std::span<const TextRange> ranges, TextRange part) {
  const auto first = std::partition_point(
      ranges.begin(), ranges.end(), [&](const auto& range) { return range.end <= part.begin; });
  std::vector<TextRange> out;
  for (auto range = first; range != ranges.end() && range->begin < part.end; ++range)
    out.push_back({std::max(range->begin, part.begin) - part.begin,
                   std::min(range->end, part.end) - part.begin});
  return out;
}

}  // namespace patrol
