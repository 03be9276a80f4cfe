// Environment files as systemd 252 loads them. The grammar is systemd's own, not a shell's: what a
// shell would do otherwise is noted on the way, because people test such files by sourcing them.
// (From 254 on a comment that ends in a backslash no longer swallows the next line.)
#include "linter/doc/env.h"

#include <algorithm>
#include <cstddef>
#include <unordered_map>

#include "linter/base/text.h"

namespace patrol {
namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

bool is_line_end(char letter) {
  return letter == '\n' || letter == '\r';
}
bool is_blank(char letter) {
  return letter == ' ' || letter == '\t' || is_line_end(letter);
}
bool is_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_';
}
bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}
bool is_valid_name(std::string_view name) {
  return !name.empty() && is_letter(name.front()) &&
         std::all_of(name.begin(), name.end(),
                     [](char letter) { return is_letter(letter) || is_digit(letter); });
}
bool has_control_character(std::string_view value) {
  return std::any_of(value.begin(), value.end(), [](char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return byte == 0x7F || (byte < 0x20 && letter != '\t' && letter != '\n');
  });
}

// Where `NAME=` begins at `at`.
bool begins_assignment(std::string_view text, std::size_t at) {
  if (at >= text.size() || !is_letter(text[at])) return false;
  while (at < text.size() && (is_letter(text[at]) || is_digit(text[at]))) ++at;
  return at < text.size() && text[at] == '=';
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto length = utf8_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

// A value under construction; knows whether it is a slice of the text.
struct Content {
  std::string text;
  std::size_t first = 0;  // offset of the first byte
  std::size_t next = 0;   // offset behind the last byte
  bool is_slice = true;

  void add(char letter, std::size_t at) {
    if (text.empty()) first = at;
    if (!text.empty() && at != next) is_slice = false;
    text += letter;
    next = at + 1;
  }
};

class EnvReader {
 public:
  EnvReader(FileId file, std::string_view text) : text_(text) { env_.file = file; }

  EnvFile read() {
    note_encoding();
    while (at_ < text_.size()) read_line();
    mark_overridden();
    return std::move(env_);
  }

 private:
  [[nodiscard]] bool is_over() const { return at_ >= text_.size(); }
  [[nodiscard]] char here() const { return text_[at_]; }
  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const {
    return {env_.file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  void note(EnvProblem::Kind kind, std::size_t begin, std::size_t end) {
    env_.problems.push_back({kind, span(begin, end), name_});
  }
  // Once per value and kind: the first place tells enough.
  void note_once(EnvProblem::Kind kind, std::size_t begin, std::size_t end) {
    const auto from = env_.problems.begin() + static_cast<std::ptrdiff_t>(problems_before_);
    if (std::none_of(from, env_.problems.end(),
                     [&](const EnvProblem& problem) { return problem.kind == kind; }))
      note(kind, begin, end);
  }

  void note_encoding();
  void read_line();
  void skip_comment();
  void read_assignment(std::size_t begin, std::size_t equals);
  void read_single_quoted();
  void read_double_quoted();
  void read_unquoted();
  void read_escape();
  void note_unquoted();
  void note_expansion();
  void note_blank();
  void keep(std::size_t name_begin, std::size_t value_begin, std::size_t value_end);
  void drop(EnvProblem::Kind kind, std::size_t name_begin, std::size_t value_end);
  void mark_overridden();

  std::string_view text_;
  std::size_t at_ = 0;
  std::string name_;  // of the assignment being read
  Content content_;
  std::size_t kept_ = 0;  // length of the content without trailing unquoted blanks
  std::size_t problems_before_ = 0;
  EnvFile env_;
};

void EnvReader::note_encoding() {
  if (text_.starts_with(utf8_mark)) note(EnvProblem::Kind::byte_order_mark, 0, utf8_mark.size());
  if (const auto nul = text_.find('\0'); nul != std::string_view::npos) {
    note(EnvProblem::Kind::nul_byte, nul, nul + 1);
    env_.is_loaded = false;
  }
  if (const auto crlf = text_.find("\r\n"); crlf != std::string_view::npos)
    note(EnvProblem::Kind::carriage_return, crlf, crlf + 1);
}

// One line, or as many as a value in quotes spans. Begins anywhere, also on blanks.
void EnvReader::read_line() {
  name_.clear();
  while (!is_over() && is_blank(here())) ++at_;
  if (is_over()) return;
  if (here() == '#' || here() == ';') return skip_comment();
  const std::size_t begin = at_++;  // even `=` is a name's first character
  while (!is_over() && here() != '=' && !is_line_end(here())) ++at_;
  if (!is_over() && here() == '=') return read_assignment(begin, at_++);
  const auto words = trim(text_.substr(begin, at_ - begin));
  const bool is_header = words.starts_with('[') && words.ends_with(']');
  note(is_header ? EnvProblem::Kind::section_header : EnvProblem::Kind::no_assignment, begin,
       begin + words.size());
}

// A backslash in a comment takes the next character along, a line end too.
void EnvReader::skip_comment() {
  const std::size_t begin = at_;
  for (; !is_over() && !is_line_end(here()); ++at_) {
    if (here() != '\\' || ++at_ >= text_.size()) continue;
    if (!is_line_end(here())) continue;
    const auto next = text_.substr(at_ + 1, text_.find('\n', at_ + 1) - (at_ + 1));
    // Swallowing a comment or a blank line does no harm.
    if (here() == '\n' && !trim(next).empty() && trim(next).front() != '#')
      note(EnvProblem::Kind::comment_continues, begin, at_);
  }
  at_ = std::min(at_, text_.size());
}

void EnvReader::read_assignment(std::size_t begin, std::size_t equals) {
  name_ = trim(text_.substr(begin, equals - begin));
  content_ = {};
  kept_ = 0;
  problems_before_ = env_.problems.size();
  bool is_quotable = true;  // no unquoted text yet, so a quote opens
  while (!is_over() && (here() == ' ' || here() == '\t')) ++at_;
  const std::size_t value_begin = at_;
  while (!is_over() && !is_line_end(here())) {
    if (is_quotable && here() == '\'') {
      read_single_quoted();
    } else if (is_quotable && here() == '"') {
      read_double_quoted();
    } else if (is_quotable && is_blank(here())) {
      note_blank();
      ++at_;
    } else {
      is_quotable = false;
      read_unquoted();
    }
  }
  std::size_t value_end = at_;
  while (value_end > value_begin && is_blank(text_[value_end - 1])) --value_end;
  content_.text.resize(kept_);
  keep(begin, value_begin, value_end);
}

void EnvReader::read_single_quoted() {
  const std::size_t open = at_++;
  for (; !is_over() && here() != '\''; ++at_) content_.add(here(), at_);
  kept_ = content_.text.size();
  if (is_over()) return note(EnvProblem::Kind::unclosed_quote, open, open + 1);
  ++at_;
}

void EnvReader::read_double_quoted() {
  const std::size_t open = at_++;
  for (; !is_over() && here() != '"'; ++at_) {
    note_expansion();
    if (here() != '\\') {
      content_.add(here(), at_);
      continue;
    }
    if (++at_ >= text_.size()) break;
    if (here() == '\n') continue;
    if (!contains("\"\\`$", text_.substr(at_, 1))) content_.add('\\', at_ - 1);
    content_.add(here(), at_);
  }
  kept_ = content_.text.size();
  if (is_over()) return note(EnvProblem::Kind::unclosed_quote, open, open + 1);
  ++at_;
}

// One character of unquoted text, or an escape.
void EnvReader::read_unquoted() {
  if (here() == '\\') return read_escape();
  note_unquoted();
  content_.add(here(), at_);
  if (!is_blank(here())) kept_ = content_.text.size();
  ++at_;
}

// A backslash keeps the next character as it is and joins lines.
void EnvReader::read_escape() {
  if (++at_ < text_.size() && !is_line_end(here())) content_.add(here(), at_);
  kept_ = content_.text.size();
  at_ = std::min(at_ + 1, text_.size());
}

void EnvReader::note_unquoted() {
  const char letter = here();
  if (letter == '#' && is_blank(text_[at_ - 1]))
    note_once(EnvProblem::Kind::trailing_comment, at_, at_ + 1);
  else if (letter == '\'' || letter == '"')
    note_once(EnvProblem::Kind::quote_in_middle, at_, at_ + 1);
  else if (letter == ';' && begins_assignment(text_, at_ + 1))
    note_once(EnvProblem::Kind::joined_assignments, at_, at_ + 1);
  else if (letter == '~' && content_.text.empty())
    note_once(EnvProblem::Kind::not_expanded, at_, at_ + 1);
  else if (letter == ' ' || letter == '\t')
    note_blank();
  else
    note_expansion();
}

// `$B`, `${B}`, `$(command)` and backquotes, which a shell would replace.
void EnvReader::note_expansion() {
  if (here() == '`') return note_once(EnvProblem::Kind::not_expanded, at_, at_ + 1);
  if (here() != '$' || at_ + 1 >= text_.size()) return;
  const char next = text_[at_ + 1];
  if (is_letter(next) || next == '{' || next == '(')
    note_once(EnvProblem::Kind::not_expanded, at_, at_ + 2);
}

// A blank inside unquoted text: a comment, a second assignment, or just words.
void EnvReader::note_blank() {
  std::size_t next = at_;
  while (next < text_.size() && (text_[next] == ' ' || text_[next] == '\t')) ++next;
  if (next >= text_.size() || is_line_end(text_[next])) return;
  if (text_[next] == '#') return note_once(EnvProblem::Kind::trailing_comment, next, next + 1);
  if (begins_assignment(text_, next))
    return note_once(EnvProblem::Kind::joined_assignments, at_, next);
  note_once(EnvProblem::Kind::unquoted_blank, at_, next);
}

void EnvReader::keep(std::size_t name_begin, std::size_t value_begin, std::size_t value_end) {
  if (!is_utf8(name_) || !is_utf8(content_.text)) {
    note(EnvProblem::Kind::broken_utf8, name_begin, value_end);
    env_.is_loaded = false;
  }
  const auto after_export = std::string_view(name_).substr(std::min<std::size_t>(6, name_.size()));
  if (name_.starts_with("export") && !after_export.empty() && is_blank(after_export.front()))
    return drop(EnvProblem::Kind::export_prefix, name_begin, value_end);
  if (!is_valid_name(name_)) return drop(EnvProblem::Kind::invalid_name, name_begin, value_end);
  if (has_control_character(content_.text))
    return drop(EnvProblem::Kind::control_character, name_begin, value_end);
  EnvVariable variable;
  variable.name = name_;
  variable.name_span = span(name_begin, name_begin + name_.size());
  variable.value_span = span(value_begin, value_end);
  variable.is_exact = content_.is_slice;
  variable.content_begin = static_cast<std::uint32_t>(kept_ == 0 ? value_begin : content_.first);
  variable.value = std::move(content_.text);
  env_.variables.push_back(std::move(variable));
}

void EnvReader::drop(EnvProblem::Kind kind, std::size_t name_begin, std::size_t value_end) {
  env_.dropped.push_back(cat(name_, "=", content_.text));
  if (!name_.starts_with(utf8_mark)) note(kind, name_begin, value_end);
}

void EnvReader::mark_overridden() {
  std::unordered_map<std::string_view, EnvVariable*> last;
  for (EnvVariable& variable : env_.variables) {
    EnvVariable*& known = last[variable.name];
    if (known != nullptr) known->is_overridden = true;
    known = &variable;
  }
}

}  // namespace

const EnvVariable* EnvFile::find(std::string_view name) const {
  for (const EnvVariable& variable : variables)
    if (variable.name == name && !variable.is_overridden) return &variable;
  return nullptr;
}

EnvFile read_env(FileId file, std::string_view text) {
  return EnvReader(file, text).read();
}

}  // namespace patrol
