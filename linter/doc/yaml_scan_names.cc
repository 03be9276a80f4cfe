// Anchors, aliases, tags and directives.
#include <utility>

#include "linter/base/text.h"
#include "linter/doc/utf8.h"
#include "linter/doc/yaml_encoding.h"
#include "linter/doc/yaml_scan.h"

namespace patrol {
namespace {

bool fail_here(YamlScan& scan, const YamlToken& token, std::string message) {
  return fail_scan(scan, token.begin, scan.at.position() + (scan.at.is_at_end() ? 0U : 1U),
                   std::move(message));
}

std::string_view take_word(YamlCursor& at) {
  const std::uint32_t begin = at.position();
  while (is_yaml_byte(at.peek(), YamlByte::word)) at.advance();
  return at.slice(begin, at.position());
}

// `%41` and its like, as one run; the bytes must be UTF-8.
bool scan_uri_escapes(YamlScan& scan, const YamlToken& token, std::string& out) {
  YamlCursor& at = scan.at;
  std::string bytes;
  while (at.peek() == '%') {
    const int high = hex_digit(at.peek(1));
    const int low = hex_digit(at.peek(2));
    if (high < 0 || low < 0)
      return fail_here(scan, token, "a percent sign in a tag needs two hexadecimal digits");
    bytes.push_back(static_cast<char>(high * 16 + low));
    at.advance(3);
  }
  if (!is_utf8(bytes)) return fail_here(scan, token, "escaped bytes in a tag are not UTF-8");
  out += bytes;
  return true;
}

bool scan_uri(YamlScan& scan, const YamlToken& token, std::string_view& uri) {
  YamlCursor& at = scan.at;
  const std::uint32_t begin = at.position();
  std::string decoded;
  bool is_decoded = false;
  while (is_yaml_byte(at.peek(), YamlByte::uri)) {
    if (at.peek() != '%') {
      if (is_decoded) decoded.push_back(at.peek());
      at.advance();
      continue;
    }
    if (!is_decoded) decoded = at.slice(begin, at.position());
    is_decoded = true;
    if (!scan_uri_escapes(scan, token, decoded)) return false;
  }
  if (at.position() == begin) return fail_here(scan, token, "a tag needs a name");
  uri = at.slice(begin, at.position());
  if (!is_decoded) return true;
  scan.tree.owned.push_back(std::move(decoded));
  uri = scan.tree.owned.back();
  return true;
}

// `!`, `!!` or `!word!`.
bool scan_handle(YamlScan& scan, YamlToken& token) {
  YamlCursor& at = scan.at;
  const std::uint32_t begin = at.position();
  if (at.peek() != '!')
    return fail_here(scan, token, "a tag handle begins with an exclamation mark");
  at.advance();
  if (at.peek() != ' ') {
    take_word(at);
    if (at.peek() != '!')
      return fail_here(scan, token, "a tag handle ends with an exclamation mark");
    at.advance();
  }
  token.handle = at.slice(begin, at.position());
  return true;
}

bool has_second_mark(const YamlScan& scan) {
  std::uint32_t ahead = 1;
  while (!scan.at.is_space_break_or_end(ahead) && scan.at.peek(ahead) != '!') ++ahead;
  return scan.at.peek(ahead) == '!';
}

bool scan_verbatim(YamlScan& scan, YamlToken& token) {
  scan.at.advance(2);
  if (!scan_uri(scan, token, token.text)) return false;
  if (scan.at.peek() != '>') return fail_here(scan, token, "a tag in angle brackets is not closed");
  scan.at.advance();
  return true;
}

bool scan_tag_name(YamlScan& scan, YamlToken& token) {
  YamlCursor& at = scan.at;
  if (at.peek(1) == '<') return scan_verbatim(scan, token);
  if (at.is_gap(1)) {
    token.text = at.slice(token.begin, token.begin + 1);
    at.advance();
    return true;
  }
  if (has_second_mark(scan)) {
    if (!scan_handle(scan, token)) return false;
  } else {
    token.handle = at.slice(token.begin, token.begin + 1);
    at.advance();
  }
  return scan_uri(scan, token, token.text);
}

std::string_view take_number(YamlCursor& at) {
  const std::uint32_t begin = at.position();
  while (at.peek() >= '0' && at.peek() <= '9') at.advance();
  return at.slice(begin, at.position());
}

bool scan_version(YamlScan& scan, YamlToken& token) {
  YamlCursor& at = scan.at;
  token.kind = YamlTokenKind::version_directive;
  token.text = take_number(at);
  bool ok = !token.text.empty() && at.peek() == '.';
  if (ok) at.advance();
  ok = ok && !take_number(at).empty() && at.is_space_break_or_end();
  return ok || fail_here(scan, token, "%YAML needs a version such as 1.1");
}

bool scan_tag_directive(YamlScan& scan, YamlToken& token) {
  YamlCursor& at = scan.at;
  token.kind = YamlTokenKind::tag_directive;
  if (!scan_handle(scan, token)) return false;
  if (at.peek() != ' ') return fail_here(scan, token, "%TAG needs a blank behind the handle");
  at.skip_spaces();
  if (!scan_uri(scan, token, token.text)) return false;
  return at.is_space_break_or_end() || fail_here(scan, token, "%TAG has a stray character");
}

bool scan_directive_value(YamlScan& scan, YamlToken& token, std::string_view name) {
  YamlCursor& at = scan.at;
  if (name == "YAML" || name == "TAG") {
    at.skip_spaces();
    return name == "YAML" ? scan_version(scan, token) : scan_tag_directive(scan, token);
  }
  token.kind = YamlTokenKind::other_directive;
  at.skip_to_break();
  return true;
}

}  // namespace

bool scan_anchor(YamlScan& scan, YamlToken& token) {
  YamlCursor& at = scan.at;
  token.begin = at.position();
  token.kind = at.peek() == '*' ? YamlTokenKind::alias : YamlTokenKind::anchor;
  at.advance();
  token.text = take_word(at);
  constexpr std::string_view followers = "?:,]}%@`";
  const bool is_ended = at.is_gap() || followers.find(at.peek()) != std::string_view::npos;
  if (token.text.empty() || !is_ended)
    return fail_here(scan, token,
                     token.kind == YamlTokenKind::alias
                         ? "an unquoted value cannot start with *; it would name an alias"
                         : "an unquoted value cannot start with &; it would name an anchor");
  token.end = at.position();
  return true;
}

bool scan_tag(YamlScan& scan, YamlToken& token) {
  token.begin = scan.at.position();
  token.kind = YamlTokenKind::tag;
  if (!scan_tag_name(scan, token)) return false;
  token.end = scan.at.position();
  return scan.at.is_space_break_or_end() ||
         fail_here(scan, token, "a blank must follow a tag; quote a value that starts with !");
}

bool scan_directive(YamlScan& scan, YamlToken& token) {
  YamlCursor& at = scan.at;
  token.begin = at.position();
  at.advance();
  const std::string_view name = take_word(at);
  if (name.empty() || !at.is_space_break_or_end())
    return fail_here(scan, token, "a line cannot start with %; it would be a YAML directive");
  if (!scan_directive_value(scan, token, name)) return false;
  token.end = at.position();
  at.skip_spaces();
  if (at.peek() == '#') at.skip_to_break();
  if (!at.is_break_or_end())
    return fail_here(scan, token, "a directive must stand alone on its line");
  at.take_break();
  return true;
}

}  // namespace patrol
