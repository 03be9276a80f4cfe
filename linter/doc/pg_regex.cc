// Recursive descent over the pattern, one byte ahead. It goes on for the sake of errors where the
// meaning is no longer certain.
#include "linter/doc/pg_regex.h"

#include <array>
#include <cctype>
#include <optional>
#include <string>
#include <utility>

#include "linter/base/text.h"
#include "linter/doc/pg_regex_bracket.h"

namespace patrol {
namespace {

using Kind = PgRegexNode::Kind;
using Letters = std::bitset<256>;

constexpr int deepest_group = 100;
constexpr int most_repeats = 255;
constexpr int no_end = -1;

class Reader {
 public:
  Reader(std::string_view pattern, int major) : text_(pattern), major_(major) {}
  PgRegex read();

 private:
  struct Atom {
    int node = 0;
    bool can_repeat = true;
    int group = 0;  // number of the capturing group
  };

  void read_prefix();
  void read_options();
  bool set_option(char option);
  int read_choice(int depth, bool is_look_around);
  int read_sequence(int depth, bool is_look_around);
  Atom read_atom(int depth, bool is_look_around);
  Atom read_group(int depth, bool is_look_around);
  Atom read_look_around(int depth);
  Atom read_escape(bool is_look_around);
  Atom read_number_escape(bool is_look_around);
  Atom read_bracket();
  int read_quantifier(const Atom& atom);
  std::optional<std::pair<int, int>> read_bounds();
  std::optional<int> read_count();

  void skip_comments();
  [[nodiscard]] bool is_at_end() const { return at_ >= text_.size() || !error_.empty(); }
  [[nodiscard]] bool sees(std::string_view part) const {
    return !is_at_end() && text_.substr(at_).starts_with(part);
  }
  [[nodiscard]] bool sees_bounds() const {
    return sees("{") && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]);
  }
  static bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
  bool accept(std::string_view part);
  Atom fail(std::string_view why);
  Atom constraint(Kind kind) { return {add({.kind = kind}), false}; }
  Atom uncertain_constraint();
  int add(PgRegexNode node);
  int letter(char byte);
  int letters(const Letters& set) { return add({.kind = Kind::letter, .letters = set}); }

  std::string_view text_;
  int major_;
  std::size_t at_ = 0;
  bool is_certain_ = true;
  bool is_expanded_ = false;
  bool ignores_case_ = false;
  bool is_literal_ = false;
  std::string_view error_;
  std::vector<PgRegexNode> nodes_;
  std::vector<bool> closed_groups_;  // per capturing group: its parenthesis is closed
};

PgRegex Reader::read() {
  for (const char byte : text_)
    if (static_cast<unsigned char>(byte) >= 0x80) is_certain_ = false;
  read_prefix();
  int root = 0;
  if (is_literal_) {
    PgRegexNode sequence{.kind = Kind::sequence};
    for (; at_ < text_.size(); ++at_) sequence.parts.push_back(letter(text_[at_]));
    root = add(std::move(sequence));
  } else if (!is_at_end()) {
    root = read_choice(0, false);
    if (!is_at_end()) fail("parentheses () not balanced");
  } else {
    root = add({});
  }
  PgRegex regex;
  regex.error = error_;
  regex.is_certain = is_certain_ && error_.empty();
  if (!regex.is_certain) return regex;
  regex.nodes = std::move(nodes_);
  regex.root = root;
  return regex;
}

// `***=` makes the rest literal, `***:` changes nothing, `(?…)` sets options.
void Reader::read_prefix() {
  if (accept("***=")) {
    is_literal_ = true;
    return;
  }
  if (accept("***:")) {
  } else if (accept("***?")) {
    fail("invalid regexp pattern");
  } else if (sees("***")) {
    fail("quantifier operand invalid");
  }
  if (sees("(?") && at_ + 2 < text_.size() &&
      std::isalpha(static_cast<unsigned char>(text_[at_ + 2])) != 0)
    read_options();
}

void Reader::read_options() {
  at_ += 2;
  while (!is_at_end() && std::isalpha(static_cast<unsigned char>(text_[at_])) != 0)
    if (!set_option(text_[at_++])) return;
  if (!accept(")")) fail("invalid embedded option");
}

bool Reader::set_option(char option) {
  switch (option) {
    case 'i':
      ignores_case_ = true;
      break;
    case 'c':
      ignores_case_ = false;
      break;
    case 'x':
      is_expanded_ = true;
      break;
    case 't':
      is_expanded_ = false;
      break;
    case 'q':
      is_literal_ = true;
      break;
    case 's':
      break;
    case 'b':
    case 'e':
      is_literal_ = true;
      [[fallthrough]];  // what POSIX flavours refuse is not found
    case 'm':
    case 'n':
    case 'p':
    case 'w':
      is_certain_ = false;
      break;
    default:
      fail("invalid embedded option");
      return false;
  }
  return true;
}

void Reader::skip_comments() {
  while (!is_at_end()) {
    if (sees("(?#")) {
      const std::size_t end = text_.find(')', at_);
      at_ = end == std::string_view::npos ? text_.size() : end + 1;
    } else if (is_expanded_ && std::isspace(static_cast<unsigned char>(text_[at_])) != 0) {
      ++at_;
    } else if (is_expanded_ && sees("#")) {
      const std::size_t end = text_.find('\n', at_);
      at_ = end == std::string_view::npos ? text_.size() : end + 1;
    } else {
      return;
    }
  }
}

int Reader::read_choice(int depth, bool is_look_around) {
  PgRegexNode choice{.kind = Kind::choice};
  do {
    choice.parts.push_back(read_sequence(depth, is_look_around));
  } while (accept("|"));
  return choice.parts.size() == 1 ? choice.parts.front() : add(std::move(choice));
}

int Reader::read_sequence(int depth, bool is_look_around) {
  PgRegexNode sequence{.kind = Kind::sequence};
  for (skip_comments(); !is_at_end() && !sees("|") && !(depth > 0 && sees(")")); skip_comments()) {
    const Atom atom = read_atom(depth, is_look_around);
    skip_comments();
    sequence.parts.push_back(atom.can_repeat ? read_quantifier(atom) : atom.node);
  }
  return add(std::move(sequence));
}

Reader::Atom Reader::read_atom(int depth, bool is_look_around) {
  if (sees("*") || sees("+") || sees("?") || sees_bounds())
    return fail("quantifier operand invalid");
  if (sees(")")) return fail("parentheses () not balanced");
  if (sees("(")) return read_group(depth, is_look_around);
  if (sees("[[:<:]]") || sees("[[:>:]]")) {
    at_ += 7;
    return uncertain_constraint();
  }
  if (accept("[")) return read_bracket();
  if (accept("^")) return constraint(Kind::text_begin);
  if (accept("$")) return constraint(Kind::text_end);
  if (accept(".")) return {letters(Letters().set())};
  if (accept("\\")) return read_escape(is_look_around);
  return {letter(text_[at_++])};
}

Reader::Atom Reader::read_group(int depth, bool is_look_around) {
  if (depth >= deepest_group) {  // the server may manage; we stop without a verdict
    is_certain_ = false;
    at_ = text_.size();
    return {add({})};
  }
  for (const std::string_view head : {"(?=", "(?!", "(?<=", "(?<!"})
    if (accept(head)) return read_look_around(depth);
  Atom atom;
  const bool is_plain = !accept("(?:");
  if (is_plain && sees("(?")) return fail("quantifier operand invalid");
  if (is_plain) accept("(");
  const bool captures = is_plain && !is_look_around;
  if (captures) {
    closed_groups_.push_back(false);
    atom.group = static_cast<int>(closed_groups_.size());
  }
  atom.node = read_choice(depth + 1, is_look_around);
  if (!accept(")")) return fail("parentheses () not balanced");
  if (captures) closed_groups_[static_cast<std::size_t>(atom.group) - 1] = true;
  return atom;
}

Reader::Atom Reader::read_look_around(int depth) {
  read_choice(depth + 1, true);
  if (!accept(")")) return fail("parentheses () not balanced");
  return uncertain_constraint();
}

Reader::Atom Reader::read_bracket() {
  Bracket bracket = read_pg_bracket(text_, at_, major_);
  at_ = bracket.end;
  if (!bracket.error.empty()) return fail(bracket.error);
  if (!bracket.is_certain) is_certain_ = false;
  if (ignores_case_) bracket.letters = either_case(bracket.letters);
  if (bracket.is_negated) bracket.letters.flip();
  return {letters(bracket.letters)};
}

Reader::Atom Reader::read_escape(bool is_look_around) {
  constexpr std::string_view broken = "invalid escape \\ sequence";
  if (is_at_end()) return fail(broken);
  const char kind = text_[at_];
  if (kind >= '1' && kind <= '9') return read_number_escape(is_look_around);
  if (kind == 'A' || kind == 'Z') {
    ++at_;
    return constraint(kind == 'A' ? Kind::text_begin : Kind::text_end);
  }
  if (contains("mMyY", std::string_view(&kind, 1))) {
    ++at_;
    return uncertain_constraint();
  }
  if (const auto shorthand = pg_class_escape(kind)) {
    ++at_;
    return {letters(*shorthand)};
  }
  const LetterEscape escape = read_pg_letter_escape(text_, at_);
  if (!escape.is_valid) return fail(broken);
  at_ = escape.end;
  if (escape.code >= 0x80) is_certain_ = false;
  return {letter(static_cast<char>(escape.code & 0x7FU))};
}

// A digit alone is a reference to a group; more digits are one if there are as many groups, else an
// octal code.
Reader::Atom Reader::read_number_escape(bool is_look_around) {
  const std::size_t begin = at_;
  long long number = 0;
  while (at_ < text_.size() && is_digit(text_[at_]) && at_ - begin < 5)
    number = number * 10 + (text_[at_++] - '0');
  const auto groups = static_cast<long long>(closed_groups_.size());
  is_certain_ = false;
  if (at_ - begin == 1 || number <= groups) {
    const bool is_closed = number <= groups && closed_groups_[static_cast<std::size_t>(number) - 1];
    if (is_look_around || !is_closed) return fail("invalid backreference number");
    return {add({})};
  }
  at_ = begin;
  const LetterEscape escape = read_pg_letter_escape(text_, at_);
  if (!escape.is_valid) return fail("invalid escape \\ sequence");
  at_ = escape.end;
  return {letter(static_cast<char>(escape.code & 0x7FU))};
}

int Reader::read_quantifier(const Atom& atom) {
  std::optional<std::pair<int, int>> bounds;
  if (accept("*")) {
    bounds = {0, no_end};
  } else if (accept("+")) {
    bounds = {1, no_end};
  } else if (accept("?")) {
    bounds = {0, 1};
  } else if (sees_bounds()) {
    bounds = read_bounds();
  }
  if (!bounds) return atom.node;
  accept("?");  // greed does not change whether there is a match
  if (bounds->second == 0 && atom.group > 0)
    closed_groups_[static_cast<std::size_t>(atom.group) - 1] = false;
  return add(
      {.kind = Kind::repeat, .parts = {atom.node}, .least = bounds->first, .most = bounds->second});
}

std::optional<std::pair<int, int>> Reader::read_bounds() {
  accept("{");
  const auto least = read_count();
  auto most = least;
  if (accept(",")) most = sees("}") ? std::optional(no_end) : read_count();
  if (is_at_end()) {
    fail("braces {} not balanced");
  } else if (!least || !most || (*most != no_end && *most < *least) || !accept("}")) {
    fail("invalid repetition count(s)");
  } else {
    return std::pair(*least, *most);
  }
  return std::nullopt;
}

std::optional<int> Reader::read_count() {
  if (is_at_end() || !is_digit(text_[at_])) return std::nullopt;
  int count = 0;
  while (!is_at_end() && is_digit(text_[at_]) && count <= most_repeats)
    count = count * 10 + (text_[at_++] - '0');
  return count <= most_repeats ? std::optional(count) : std::nullopt;
}

bool Reader::accept(std::string_view part) {
  if (!sees(part)) return false;
  at_ += part.size();
  return true;
}

Reader::Atom Reader::fail(std::string_view why) {
  if (error_.empty()) error_ = why;
  return {add({}), false};
}

Reader::Atom Reader::uncertain_constraint() {
  is_certain_ = false;
  return {add({}), false};
}

int Reader::add(PgRegexNode node) {
  nodes_.push_back(std::move(node));
  return static_cast<int>(nodes_.size()) - 1;
}

int Reader::letter(char byte) {
  Letters set;
  set.set(static_cast<unsigned char>(byte));
  return letters(ignores_case_ ? either_case(set) : set);
}

}  // namespace

PgRegex read_pg_regex(std::string_view pattern, int postgres_major) {
  return Reader(pattern, postgres_major).read();
}

}  // namespace patrol
