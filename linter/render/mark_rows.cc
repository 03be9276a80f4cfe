// A row is a text with a colour for each column; colours are written when it is done.
#include "linter/render/mark_rows.h"

#include <algorithm>

namespace patrol {
namespace {

// Words come last in a row, so only they may hold characters that are not one column wide.
class Row {
 public:
  void put(std::size_t column, char letter, Paint paint) {
    if (letters_.size() <= column) {
      letters_.resize(column + 1, ' ');
      paints_.resize(column + 1, Paint::plain);
    }
    letters_[column] = letter;
    paints_[column] = paint;
  }

  void end_with(std::size_t column, std::string words, Paint paint) {
    letters_.resize(std::max(letters_.size(), column), ' ');
    paints_.resize(letters_.size(), Paint::plain);
    words_ = std::move(words);
    words_paint_ = paint;
  }

  [[nodiscard]] std::string text(bool has_colour) const {
    std::string out;
    for (std::size_t begin = 0; begin < letters_.size();) {
      auto end = begin;
      while (end < letters_.size() && paints_[end] == paints_[begin]) ++end;
      out += painted(std::string_view(letters_).substr(begin, end - begin), paints_[begin],
                     has_colour);
      begin = end;
    }
    return out + painted(words_, words_paint_, has_colour);
  }

 private:
  std::string letters_;
  std::vector<Paint> paints_;
  std::string words_;
  Paint words_paint_ = Paint::plain;
};

// The primary underline is drawn last, over the others.
Row underline_row(const std::vector<Underline>& sorted) {
  Row row;
  for (const bool is_primary : {false, true})
    for (const auto& mark : sorted)
      for (auto column = mark.begin; mark.is_primary == is_primary && column < mark.end; ++column)
        row.put(column, is_primary ? '^' : '-', mark.paint);
  return row;
}

// Bars down from the marks whose words are still to come.
Row bars(std::span<const Underline> hanging) {
  Row row;
  for (const auto& mark : hanging) row.put(mark.begin, '|', mark.paint);
  return row;
}

}  // namespace

std::vector<std::string> mark_rows(std::span<const Underline> underlines, bool has_colour) {
  std::vector<Underline> sorted(underlines.begin(), underlines.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& left, const auto& right) { return left.begin < right.begin; });
  Row first = underline_row(sorted);
  std::size_t rightmost = 0;
  for (const auto& mark : sorted) rightmost = std::max(rightmost, mark.end);
  std::vector<Underline> hanging;
  for (const auto& mark : sorted)
    if (!mark.text.empty()) hanging.push_back(mark);
  const bool is_inline = !hanging.empty() && hanging.back().end == rightmost;
  if (is_inline) {
    first.end_with(rightmost + 1, hanging.back().text, hanging.back().paint);
    hanging.pop_back();
  }
  std::vector<std::string> rows{first.text(has_colour)};
  if (!hanging.empty()) rows.push_back(bars(hanging).text(has_colour));
  while (!hanging.empty()) {
    const auto mark = hanging.back();
    hanging.pop_back();
    const auto left = std::find_if(hanging.begin(), hanging.end(),
                                   [&](const auto& each) { return each.begin >= mark.begin; });
    Row row = bars({hanging.begin(), left});
    row.end_with(mark.begin, mark.text, mark.paint);
    rows.push_back(row.text(has_colour));
  }
  return rows;
}

}  // namespace patrol
