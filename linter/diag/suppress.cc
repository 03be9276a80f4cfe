// Comments are found by their mark; the file's format does not matter, all of ours have `#`.
#include "linter/diag/suppress.h"

#include <algorithm>

#include "linter/base/text.h"

namespace patrol {
namespace {

using std::string_view;
constexpr string_view mark = "patrol:";
constexpr auto npos = string_view::npos;

bool is_blank(char letter) {
  return letter == ' ' || letter == '\t';
}

// The place of the `#` before the mark; npos when the mark is not what a comment begins with.
std::size_t comment_sign(string_view line, std::size_t mark_at) {
  const auto sign = line.substr(0, mark_at).find_last_not_of(" \t");
  if (sign == npos || line[sign] != '#') return npos;
  return sign == 0 || is_blank(line[sign - 1]) ? sign : npos;
}

bool is_comment(string_view line) {
  return trim(line).starts_with('#');
}

// A comment on a line of its own speaks of the next line that is none; 0 when there is no line.
std::uint32_t line_below(const SourceSet& sources, FileId file, std::uint32_t line) {
  const auto last = sources.line_count(file);
  do ++line;
  while (line <= last && is_comment(sources.line(file, line)));
  return line <= last ? line : 0;
}

bool is_date(string_view word) {
  constexpr string_view form = "0000-00-00";
  if (word.size() != form.size()) return false;
  for (std::size_t at = 0; at < form.size(); ++at) {
    const bool is_digit = word[at] >= '0' && word[at] <= '9';
    if (is_digit != (form[at] == '0')) return false;
    if (!is_digit && word[at] != '-') return false;
  }
  const auto month = word.substr(5, 2);
  const auto day = word.substr(8, 2);
  return month >= "01" && month <= "12" && day >= "01" && day <= "31";
}

// Reads words of one comment, keeping their places.
class CommentReader {
 public:
  CommentReader(string_view line, Span comment, std::size_t column)
      : line_(line), at_(column), base_(comment.begin - static_cast<std::uint32_t>(column)) {
    out_.at = comment;
  }

  Suppression read();

 private:
  struct Word {
    string_view text;
    Span at;
  };
  // Words end at blanks; a comma is a word of its own.
  Word peek();
  Word take() {
    const auto word = peek();
    at_ += word.text.size();
    return word;
  }
  void fail(string_view fault) {
    if (out_.fault.empty()) out_.fault = fault;
  }
  void read_rules();
  void read_until();
  void read_reason();

  string_view line_;
  std::size_t at_;
  std::uint32_t base_;
  Suppression out_;
};

CommentReader::Word CommentReader::peek() {
  while (at_ < line_.size() && is_blank(line_[at_])) ++at_;
  auto end = at_;
  while (end < line_.size() && !is_blank(line_[end]) && line_[end] != ',') ++end;
  if (end == at_ && end < line_.size()) ++end;
  const auto begin = base_ + static_cast<std::uint32_t>(at_);
  const auto length = end - at_;
  return {line_.substr(at_, length),
          {out_.at.file, begin, begin + static_cast<std::uint32_t>(length)}};
}

void CommentReader::read_rules() {
  for (auto word = peek(); !word.text.empty() && word.text != "because" && word.text != "until";
       word = peek()) {
    if (word.text != ",") out_.rules.push_back({word.text, word.at});
    take();
  }
  if (out_.rules.empty()) fail("it names no rule");
}

void CommentReader::read_until() {
  if (peek().text != "until") return;
  take();
  const auto date = take();
  out_.until = date.text;
  out_.until_at = date.at;
  if (!is_date(date.text)) fail("the date is not of the form 2026-12-31");
}

// The reason may end in a date, and ends before a further comment.
void CommentReader::read_reason() {
  if (peek().text != "because") return;
  take();
  const auto rest = line_.substr(at_);
  out_.reason = trim(rest.substr(0, rest.find(" # ")));
  const auto last = out_.reason.rfind(" until ");
  if (last == npos || !out_.until.empty()) return;
  const auto date = trim(out_.reason.substr(last + 7));
  if (!is_date(date)) return;
  out_.until = date;
  const auto begin = base_ + static_cast<std::uint32_t>(date.data() - line_.data());
  out_.until_at = {out_.at.file, begin, begin + static_cast<std::uint32_t>(date.size())};
  out_.reason = trim(out_.reason.substr(0, last));
}

Suppression CommentReader::read() {
  at_ += mark.size();
  if (take().text != "allow") {
    fail("the first word is not `allow`");
    return out_;
  }
  read_rules();
  read_until();
  read_reason();
  return out_;
}

}  // namespace

std::vector<Suppression> read_suppressions(const SourceSet& sources, FileId file) {
  std::vector<Suppression> out;
  const auto text = sources.text(file);
  for (auto at = text.find(mark); at != npos; at = text.find(mark, at + mark.size())) {
    const auto number = sources.line_number(file, static_cast<std::uint32_t>(at));
    const auto start = sources.line_start(file, number);
    const auto line = sources.line(file, number);
    const auto column = at - start;
    const auto sign = comment_sign(line, column);
    if (sign == npos) continue;
    const Span comment{file, static_cast<std::uint32_t>(at),
                       start + static_cast<std::uint32_t>(line.find_last_not_of(" \t") + 1)};
    out.push_back(CommentReader(line, comment, column).read());
    const bool is_alone = trim(line.substr(0, sign)).empty();
    const auto begin = line.substr(0, sign).find_last_not_of(" \t") + 1;  // npos + 1 is 0
    out.back().whole = {file, start + static_cast<std::uint32_t>(begin),
                        is_alone ? sources.line_start(file, number + 1) : comment.end};
    out.back().line = is_alone ? line_below(sources, file, number) : number;
  }
  return out;
}

}  // namespace patrol
