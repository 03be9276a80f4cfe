// Cuts a line of postgresql.conf into tokens: the longest match counts, as in the server's scanner.
#include "linter/doc/conf_token.h"

#include <algorithm>

namespace patrol {
namespace {

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}
bool is_ascii_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}
bool is_hex_digit(char letter) {
  return is_digit(letter) || (letter >= 'a' && letter <= 'f') || (letter >= 'A' && letter <= 'F');
}
bool is_letter(char letter) {
  return is_ascii_letter(letter) || letter == '_' || static_cast<unsigned char>(letter) >= 0x80;
}
bool is_name_part(char letter) {
  return is_letter(letter) || is_digit(letter);
}
bool is_word_part(char letter) {
  return is_name_part(letter) || letter == '-' || letter == '.' || letter == ':' || letter == '/';
}

// The offset behind the run of characters that `accepts` takes.
template <typename Accepts>
std::size_t skip(std::string_view text, std::size_t at, Accepts accepts) {
  while (at < text.size() && accepts(text[at])) ++at;
  return at;
}

char at_or_nul(std::string_view text, std::size_t at) {
  return at < text.size() ? text[at] : '\0';
}

ConfToken read_word(std::string_view text, std::size_t begin) {
  const auto name_end = skip(text, begin, is_name_part);
  auto qualified_end = name_end;
  if (at_or_nul(text, name_end) == '.' && is_letter(at_or_nul(text, name_end + 1)))
    qualified_end = skip(text, name_end + 1, is_name_part);
  const auto word_end = skip(text, begin, is_word_part);
  if (word_end > qualified_end) return {ConfTokenKind::word, begin, word_end};
  if (qualified_end > name_end) return {ConfTokenKind::qualified, begin, qualified_end};
  return {ConfTokenKind::name, begin, name_end};
}

// `[+-]?digits` or `0x..`, both with letters glued on as a unit; 0 when there is none.
std::size_t integer_end(std::string_view text, std::size_t begin) {
  const auto digits_end = skip(text, begin, is_digit);
  if (digits_end == begin) return 0;
  auto end = skip(text, digits_end, is_ascii_letter);
  if (text[begin] == '0' && at_or_nul(text, begin + 1) == 'x' &&
      is_hex_digit(at_or_nul(text, begin + 2)))
    end = std::max(end, skip(text, skip(text, begin + 2, is_hex_digit), is_ascii_letter));
  return end;
}

// Digits around a point, with an exponent; 0 when there is no point.
std::size_t real_end(std::string_view text, std::size_t begin) {
  const auto point = skip(text, begin, is_digit);
  if (at_or_nul(text, point) != '.') return 0;
  const auto end = skip(text, point + 1, is_digit);
  const char mark = at_or_nul(text, end);
  if (mark != 'e' && mark != 'E') return end;
  const char sign = at_or_nul(text, end + 1);
  const auto exponent = end + (sign == '+' || sign == '-' ? 2 : 1);
  const auto exponent_end = skip(text, exponent, is_digit);
  return exponent_end > exponent ? exponent_end : end;
}

ConfToken read_number(std::string_view text, std::size_t begin) {
  const bool has_sign = text[begin] == '+' || text[begin] == '-';
  const auto start = begin + (has_sign ? 1 : 0);
  const auto end = std::max(integer_end(text, start), real_end(text, start));
  if (end == 0) return {ConfTokenKind::junk, begin, begin + 1};
  return {ConfTokenKind::number, begin, end};
}

// A backslash takes the next character along; two quotes are one; a line end closes nothing. (The
// server reads past a NUL and garbles the value; here such a string is broken.)
ConfToken read_quoted(std::string_view text, std::size_t begin) {
  std::size_t at = begin + 1;
  while (at < text.size() && text[at] != '\n' && text[at] != '\0') {
    if (text[at] == '\\') {
      if (at_or_nul(text, at + 1) == '\n' || at + 1 >= text.size()) break;
      at += 2;
    } else if (text[at] != '\'') {
      ++at;
    } else if (at_or_nul(text, at + 1) == '\'') {
      at += 2;
    } else {
      return {ConfTokenKind::quoted, begin, at + 1};
    }
  }
  return {ConfTokenKind::unclosed, begin, begin + 1};
}

bool is_octal_digit(char letter) {
  return letter >= '0' && letter <= '7';
}

// What stands behind a backslash at `at`; moves `at` to the last character used.
char unescape(std::string_view text, std::size_t& at) {
  switch (text[at]) {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      break;
  }
  if (!is_octal_digit(text[at])) return text[at];
  unsigned code = 0;
  const std::size_t end = std::min(at + 3, text.size());
  for (; at < end && is_octal_digit(text[at]); ++at)
    code = code * 8 + static_cast<unsigned>(text[at] - '0');
  --at;
  return static_cast<char>(code & 0xFFU);
}

}  // namespace

ConfToken next_conf_token(std::string_view text, std::size_t at) {
  at =
      skip(text, at, [](char letter) { return letter == ' ' || letter == '\t' || letter == '\r'; });
  if (at_or_nul(text, at) == '#') at = std::min(text.find('\n', at), text.size());
  if (at >= text.size()) return {ConfTokenKind::line_end, text.size(), text.size()};
  const char letter = text[at];
  if (letter == '\n') return {ConfTokenKind::line_end, at, at + 1};
  if (letter == '=') return {ConfTokenKind::equals, at, at + 1};
  if (letter == '\'') return read_quoted(text, at);
  if (is_letter(letter)) return read_word(text, at);
  if (is_digit(letter) || letter == '.' || letter == '+' || letter == '-')
    return read_number(text, at);
  return {ConfTokenKind::junk, at, at + 1};
}

std::string unquote_conf(std::string_view quoted) {
  const auto inner = quoted.substr(1, quoted.size() - 2);
  std::string out;
  for (std::size_t at = 0; at < inner.size(); ++at) {
    const bool is_pair = at + 1 < inner.size();
    if (inner[at] == '\\' && is_pair) {
      out += unescape(inner, ++at);
    } else {
      if (inner[at] == '\'' && is_pair) ++at;  // the first of two
      out += inner[at];
    }
  }
  return out.substr(0, out.find('\0'));  // an octal zero ends the server's string
}

}  // namespace patrol
