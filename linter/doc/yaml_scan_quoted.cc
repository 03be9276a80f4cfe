// Scalars in single and double quotes.
#include <algorithm>
#include <array>
#include <utility>

#include "linter/base/text.h"
#include "linter/doc/utf8.h"
#include "linter/doc/yaml_scan.h"

namespace patrol {
namespace {

struct Quoted {
  YamlScan& scan;
  YamlToken& token;
  YamlScalarText text;
  bool is_double;
};

bool fail(Quoted& quoted, std::uint32_t begin, std::uint32_t end, std::string message) {
  return fail_scan(quoted.scan, begin, end, std::move(message));
}

// What a backslash and a letter stand for; empty for an unknown letter. NUL is the letter 0.
std::string_view named_escape(char letter) {
  constexpr std::string_view letters = "0abt\tnvfre \"\\/N_LP";
  constexpr std::array<std::string_view, 18> meanings = {std::string_view("\0", 1),
                                                         "\a",
                                                         "\b",
                                                         "\t",
                                                         "\t",
                                                         "\n",
                                                         "\v",
                                                         "\f",
                                                         "\r",
                                                         "\x1B",
                                                         " ",
                                                         "\"",
                                                         "\\",
                                                         "/",
                                                         "\xC2\x85",
                                                         "\xC2\xA0",
                                                         "\xE2\x80\xA8",
                                                         "\xE2\x80\xA9"};
  const std::size_t place = letter == '\0' ? std::string_view::npos : letters.find(letter);
  return place == std::string_view::npos ? std::string_view{} : meanings[place];
}

std::uint32_t hex_digits_of(char letter) {
  switch (letter) {
    case 'x':
      return 2;
    case 'u':
      return 4;
    case 'U':
      return 8;
    default:
      return 0;
  }
}

bool scan_code(Quoted& quoted, std::uint32_t digits) {
  YamlCursor& at = quoted.scan.at;
  const std::uint32_t begin = at.position() - 1;  // the letter behind the backslash
  at.advance();
  std::uint32_t code = 0;
  for (std::uint32_t place = 0; place < digits; ++place) {
    const int digit = hex_digit(at.peek(place));
    if (digit < 0)
      return fail(quoted, begin, at.position() + place,
                  cat("escape sequence needs ", digits, " hexadecimal digits"));
    code = code * 16 + static_cast<std::uint32_t>(digit);
  }
  at.advance(digits);
  if (code > 0x10FFFF) return fail(quoted, begin, at.position(), "escape is beyond Unicode");
  std::string bytes;
  append_utf8(bytes, code);
  quoted.text.add(bytes);
  return true;
}

// Empty lines and the indentation of the next line.
bool scan_breaks(Quoted& quoted, std::string& breaks) {
  YamlCursor& at = quoted.scan.at;
  while (true) {
    if (at.is_document_mark())
      return fail(quoted, quoted.token.begin, at.position() + 3,
                  "document separator inside a quoted text; the closing quote is missing");
    at.skip_blanks();
    if (!at.is_break()) return true;
    breaks.append(at.take_break());
  }
}

bool scan_escape(Quoted& quoted) {
  YamlCursor& at = quoted.scan.at;
  at.advance();
  const char letter = at.peek();
  if (const auto meaning = named_escape(letter); !meaning.empty()) {
    quoted.text.add(meaning);
    at.advance();
    return true;
  }
  if (const auto digits = hex_digits_of(letter); digits != 0) return scan_code(quoted, digits);
  if (!at.is_break())
    return fail(quoted, at.position() - 1, at.position() + (at.is_at_end() ? 0U : 1U),
                "unknown escape in a double-quoted text");
  at.take_break();
  std::string breaks;
  const bool ok = scan_breaks(quoted, breaks);
  quoted.text.add(breaks);
  return ok;
}

void copy_bytes(Quoted& quoted, std::uint32_t count) {
  YamlCursor& at = quoted.scan.at;
  quoted.text.copy(at.text(), at.position(), at.position() + count);
  at.advance(count);
}

// One mark inside the quotes: an escape, a doubled quote, or the mark itself. Sets `is_end` at
// anything else.
bool scan_mark(Quoted& quoted, bool& is_end) {
  YamlCursor& at = quoted.scan.at;
  const char letter = at.peek();
  const char quote = quoted.is_double ? '"' : '\'';
  if (quoted.is_double && letter == '\\') return scan_escape(quoted);
  const bool is_doubled = !quoted.is_double && letter == quote && at.peek(1) == quote;
  is_end = !is_yaml_byte(letter, YamlByte::quote_stop) || (letter == quote && !is_doubled);
  if (is_doubled) at.advance();
  if (!is_end) copy_bytes(quoted, 1);
  return true;
}

// Up to a blank, a line end or the closing quote.
bool scan_words(Quoted& quoted) {
  YamlCursor& at = quoted.scan.at;
  bool is_end = false;
  while (!is_end && !at.is_at_end()) {
    std::uint32_t length = 0;
    while (at.position() + length < at.text().size() &&
           !is_yaml_byte(at.peek(length), YamlByte::quote_stop, YamlByte::blank) &&
           !at.is_break(length))
      ++length;
    copy_bytes(quoted, length);
    if (!scan_mark(quoted, is_end)) return false;
  }
  return true;
}

// Blanks between words; line ends are folded.
bool scan_gap(Quoted& quoted) {
  YamlCursor& at = quoted.scan.at;
  const std::uint32_t begin = at.position();
  at.skip_blanks();
  if (at.is_at_end())
    return fail(quoted, quoted.token.begin, quoted.token.begin + 1, "closing quote is missing");
  if (!at.is_break()) {
    quoted.text.copy(at.text(), begin, at.position());
    return true;
  }
  const std::string_view first = at.take_break();
  std::string breaks;
  if (!scan_breaks(quoted, breaks)) return false;
  if (first != "\n") {
    quoted.text.add(first);
  } else if (breaks.empty()) {
    quoted.text.add(" ");
  }
  quoted.text.add(breaks);
  return true;
}

// One line without escapes is a slice of the source.
bool take_slice(YamlScan& scan, YamlToken& token) {
  YamlCursor& at = scan.at;
  const char quote = at.peek();
  const std::string_view text = at.text();
  std::uint32_t end = at.position() + 1;
  while (end < text.size() && text[end] != quote) {
    if (quote == '"' && text[end] == '\\') return false;
    if (is_yaml_byte(text[end], YamlByte::may_break) && at.break_length(end) != 0) return false;
    ++end;
  }
  const bool is_closed = end < text.size();
  const bool is_doubled = quote == '\'' && end + 1 < text.size() && text[end + 1] == '\'';
  if (!is_closed || is_doubled) return false;
  token.content_begin = at.position() + 1;
  token.text = at.slice(token.content_begin, end);
  token.end = end + 1;
  token.is_exact = true;
  at.advance(token.end - at.position());
  return true;
}

}  // namespace

bool scan_quoted(YamlScan& scan, YamlToken& token) {
  YamlCursor& at = scan.at;
  const char quote = at.peek();
  token.kind = YamlTokenKind::scalar;
  token.style = quote == '"' ? ScalarStyle::double_quoted : ScalarStyle::single_quoted;
  token.begin = at.position();
  if (take_slice(scan, token)) return true;
  Quoted quoted{scan, token, YamlScalarText(scan.tree), quote == '"'};
  at.advance();
  if (!scan_words(quoted)) return false;
  while (at.is_at_end() || at.peek() != quote)
    if (!scan_gap(quoted) || !scan_words(quoted)) return false;
  at.advance();
  token.end = at.position();
  quoted.text.finish(token);
  return true;
}

}  // namespace patrol
