// Letter sets are sets of bytes: before a database is chosen the server matches byte by byte.
#include "linter/doc/pg_regex_bracket.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace patrol {
namespace {

using Letters = std::bitset<256>;

constexpr std::string_view not_balanced = "brackets [] not balanced";
constexpr std::string_view bad_range = "invalid character range";
constexpr std::string_view bad_escape = "invalid escape \\ sequence";

template <typename Test>
Letters ascii(Test test) {
  Letters letters;
  for (int byte = 0; byte < 128; ++byte)
    if (test(byte)) letters.set(static_cast<std::size_t>(byte));
  return letters;
}

struct NamedClass {
  std::string_view name;
  int (*test)(int);
  int since = 0;
};
int is_any(int /*letter*/) {
  return 1;
}
int is_word(int letter) {
  return std::isalnum(letter) != 0 || letter == '_' ? 1 : 0;
}
constexpr std::array<NamedClass, 14> classes{{{"alnum", std::isalnum},
                                              {"alpha", std::isalpha},
                                              {"ascii", is_any},
                                              {"blank", std::isblank},
                                              {"cntrl", std::iscntrl},
                                              {"digit", std::isdigit},
                                              {"graph", std::isgraph},
                                              {"lower", std::islower},
                                              {"print", std::isprint},
                                              {"punct", std::ispunct},
                                              {"space", std::isspace},
                                              {"upper", std::isupper},
                                              {"xdigit", std::isxdigit},
                                              {"word", is_word, 14}}};

int hex_digit(char letter) {
  if (letter >= '0' && letter <= '9') return letter - '0';
  const int low = letter | 0x20;
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : 99;
}

struct Digits {
  std::size_t least;
  std::size_t most;
  int base;
};

LetterEscape read_digits(std::string_view pattern, std::size_t at, Digits digits) {
  LetterEscape escape{.end = at};
  unsigned long long code = 0;
  while (escape.end < pattern.size() && escape.end - at < digits.most &&
         hex_digit(pattern[escape.end]) < digits.base) {
    const auto digit = static_cast<unsigned>(hex_digit(pattern[escape.end++]));
    code = std::min<unsigned long long>(code * static_cast<unsigned>(digits.base) + digit,
                                        1ULL << 33U);
  }
  escape.is_valid = escape.end - at >= digits.least && code <= 0x7ffffffe;
  escape.code = escape.is_valid ? static_cast<unsigned>(code) : 0;
  return escape;
}

class BracketReader {
 public:
  BracketReader(std::string_view pattern, std::size_t at, int major)
      : text_(pattern), at_(at), major_(major) {}
  Bracket read();

 private:
  struct Element {
    bool can_start_range = false;
    unsigned letter = 0;
  };
  Element read_element(bool is_first);
  Element read_named();
  Element read_escape();
  Element add_class(std::string_view name);
  void read_range(unsigned first);
  Element fail(std::string_view why) {
    if (result_.error.empty()) result_.error = why;
    return {};
  }
  [[nodiscard]] bool is_at_end() const { return at_ >= text_.size() || !result_.error.empty(); }
  [[nodiscard]] bool sees_range_dash() const {
    return !is_at_end() && text_[at_] == '-' && !(at_ + 1 < text_.size() && text_[at_ + 1] == ']');
  }

  std::string_view text_;
  std::size_t at_;
  int major_;
  Bracket result_;
};

Bracket BracketReader::read() {
  if (!is_at_end() && text_[at_] == '^') {
    result_.is_negated = true;
    ++at_;
  }
  bool is_first = true;
  while (!is_at_end() && (is_first || text_[at_] != ']')) {
    const Element element = read_element(is_first);
    is_first = false;
    if (!result_.error.empty() || !element.can_start_range) continue;
    if (sees_range_dash()) {
      read_range(element.letter);
    } else {
      result_.letters.set(element.letter & 0xFFU);
    }
  }
  if (is_at_end()) {
    fail(not_balanced);
  } else {
    ++at_;
  }
  result_.end = at_;
  return result_;
}

BracketReader::Element BracketReader::read_element(bool is_first) {
  const char letter = text_[at_];
  if (sees_range_dash() && !is_first) return fail(bad_range);
  ++at_;
  if (letter == '\\') return read_escape();
  if (letter != '[') return {true, static_cast<unsigned char>(letter)};
  if (is_at_end()) return fail(not_balanced);
  const char kind = text_[at_];
  if (kind != '.' && kind != '=' && kind != ':') return {true, '['};
  return read_named();
}

// [.x.], [=x=] and [:name:]
BracketReader::Element BracketReader::read_named() {
  const std::string end{text_[at_], ']'};
  const std::size_t close = text_.find(end, at_ + 1);
  if (close == std::string_view::npos) return fail(not_balanced);
  const char kind = text_[at_];
  const std::string_view name = text_.substr(at_ + 1, close - at_ - 1);
  at_ = close + 2;
  if (kind == ':') return add_class(name);
  if (name.size() != 1) {
    const bool can_be_name =
        !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char letter) {
          return std::isalnum(letter) != 0 || letter == '-';
        });
    if (!can_be_name) return fail("invalid collating element");
    result_.is_certain = false;  // a name such as "hyphen"; the list of names is not kept here
    return {};
  }
  const auto letter = static_cast<unsigned char>(name.front());
  if (kind == '=') result_.letters.set(letter);
  return {kind == '.', letter};
}

BracketReader::Element BracketReader::add_class(std::string_view name) {
  for (const NamedClass& known : classes) {
    if (known.name != name || major_ < known.since) continue;
    result_.letters |= ascii(known.test);
    return {};
  }
  return fail("invalid character class");
}

BracketReader::Element BracketReader::read_escape() {
  if (is_at_end()) return fail(bad_escape);
  const char kind = text_[at_];
  if (const auto shorthand = pg_class_escape(kind)) {
    if (major_ < 14 && std::isupper(static_cast<unsigned char>(kind)) != 0) return fail(bad_escape);
    ++at_;
    result_.letters |= *shorthand;
    return {};
  }
  // One digit would be a back reference, more are an octal code.
  const bool is_reference =
      kind >= '1' && kind <= '9' &&
      (at_ + 1 >= text_.size() || std::isdigit(static_cast<unsigned char>(text_[at_ + 1])) == 0);
  const bool is_constraint =
      is_reference || std::string_view("AZmMyY").find(kind) != std::string_view::npos;
  const LetterEscape escape = read_pg_letter_escape(text_, at_);
  if (is_constraint || !escape.is_valid) return fail(bad_escape);
  at_ = escape.end;
  if (escape.code >= 0x80) result_.is_certain = false;
  return {true, escape.code & 0xFFU};
}

void BracketReader::read_range(unsigned first) {
  ++at_;
  if (is_at_end()) {
    fail(not_balanced);
    return;
  }
  Element last{true, '-'};
  if (text_[at_] == '-') {
    ++at_;
  } else {
    last = read_element(true);
  }
  if (!last.can_start_range) fail(bad_range);
  if (!result_.error.empty()) return;
  if (last.letter < first) {
    fail(bad_range);
    return;
  }
  for (unsigned letter = first; letter <= last.letter; ++letter)
    result_.letters.set(letter & 0xFFU);
}

}  // namespace

Bracket read_pg_bracket(std::string_view pattern, std::size_t at, int postgres_major) {
  return BracketReader(pattern, at, postgres_major).read();
}

LetterEscape read_pg_letter_escape(std::string_view pattern, std::size_t at) {
  constexpr std::string_view names = "abBefnrtv";
  constexpr std::string_view codes = "\a\b\\\033\f\n\r\t\v";
  if (at >= pattern.size()) return {};
  const char kind = pattern[at];
  if (std::isalnum(static_cast<unsigned char>(kind)) == 0)
    return {true, static_cast<unsigned char>(kind), at + 1};
  if (const auto named = names.find(kind); named != std::string_view::npos)
    return {true, static_cast<unsigned char>(codes[named]), at + 1};
  if (kind == 'c' && at + 1 < pattern.size())
    return {true, static_cast<unsigned char>(pattern[at + 1]) & 0x1FU, at + 2};
  if (kind == 'u') return read_digits(pattern, at + 1, {4, 4, 16});
  if (kind == 'U') return read_digits(pattern, at + 1, {8, 8, 16});
  if (kind == 'x') return read_digits(pattern, at + 1, {1, 255, 16});
  if (kind < '0' || kind > '9') return {};
  LetterEscape octal = read_digits(pattern, at, {1, 3, 8});
  if (octal.is_valid && octal.code > 0xFF) {
    octal.code >>= 3U;
    --octal.end;
  }
  return octal;
}

std::optional<Letters> pg_class_escape(char kind) {
  Letters letters;
  switch (kind | 0x20) {
    case 'd':
      letters = ascii(static_cast<int (*)(int)>(std::isdigit));
      break;
    case 's':
      letters = ascii(static_cast<int (*)(int)>(std::isspace));
      break;
    case 'w':
      letters = ascii(is_word);
      break;
    default:
      return std::nullopt;
  }
  if (std::isupper(static_cast<unsigned char>(kind)) != 0) letters.flip();
  return letters;
}

Letters either_case(const Letters& letters) {
  Letters both = letters;
  for (std::size_t upper = 'A'; upper <= 'Z'; ++upper) {
    const std::size_t low = upper + ('a' - 'A');
    if (letters[upper] || letters[low]) both.set(upper).set(low);
  }
  return both;
}

}  // namespace patrol
