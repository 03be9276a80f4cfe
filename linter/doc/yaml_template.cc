// Recognises what template engines leave in a text.
#include "linter/doc/yaml_template.h"

#include <algorithm>

#include "linter/doc/yaml_cursor.h"

namespace patrol {
namespace {

// A statement that is not closed within this many bytes is no statement.
constexpr std::size_t longest_statement = 4096;
constexpr std::size_t longest_placeholder = 1024;
constexpr std::size_t longest_name = 128;

bool is_upper(char letter) {
  return letter >= 'A' && letter <= 'Z';
}
bool is_lower(char letter) {
  return letter >= 'a' && letter <= 'z';
}
bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}
bool is_name_start(char letter) {
  return is_upper(letter) || is_lower(letter) || letter == '_';
}
bool is_name(char letter) {
  return is_name_start(letter) || is_digit(letter);
}
bool is_constant(char letter) {
  return is_upper(letter) || is_digit(letter) || letter == '_';
}
bool is_line_end(char letter) {
  return letter == '\n' || letter == '\r';
}

template <typename Kind>
std::size_t count_while(std::string_view text, Kind kind) {
  const auto* const end = std::find_if_not(text.begin(), text.end(), kind);
  return static_cast<std::size_t>(end - text.begin());
}

std::string_view line_at(std::string_view text, std::size_t at) {
  return text.substr(
      at, count_while(text.substr(at), [](char letter) { return !is_line_end(letter); }));
}

// Up to and with `close`; 0 when it is not there.
std::size_t length_to(std::string_view text, std::string_view close, std::size_t from) {
  const std::size_t found = text.find(close, from);
  return found == std::string_view::npos ? 0 : found + close.size();
}

std::string_view closing_of(std::string_view open) {
  if (open == "{{") return "}}";
  if (open == "{%") return "%}";
  if (open == "<%") return "%>";
  return open == "${" ? "}" : "";
}

// A mark on both sides of a name in capitals: %NAME%, @NAME@. One letter is too common.
std::size_t framed_length(std::string_view text, char mark) {
  if (!text.starts_with(mark) || text.size() < 4 || !is_upper(text[1])) return 0;
  const std::size_t name = count_while(text.substr(1), is_constant);
  return name >= 2 && text.substr(1 + name).starts_with(mark) ? name + 2 : 0;
}

// %(NAME)s, which Python's own formats would write in small letters.
std::size_t percent_name_length(std::string_view text) {
  if (!text.starts_with("%(") || text.size() < 5 || !is_upper(text[2])) return 0;
  const std::size_t name = count_while(text.substr(2), is_constant);
  return text.substr(2 + name).starts_with(")s") ? name + 4 : 0;
}

// <your-ip>
std::size_t angle_length(std::string_view text) {
  if (text.size() < 3 || text[0] != '<' || !is_name_start(text[1])) return 0;
  const std::size_t name = count_while(text.substr(1), [](char letter) {
    return is_name(letter) || letter == '-' || letter == '.' || letter == ' ';
  });
  return text.substr(1 + name).starts_with('>') ? name + 2 : 0;
}

// $NAME at the front, alone or before a port or a path.
bool starts_with_variable(std::string_view text) {
  if (text.size() < 2 || text[0] != '$' || !is_name_start(text[1])) return false;
  const std::size_t end = 1 + count_while(text.substr(1), is_name);
  const bool has_blank = text.find(' ') != std::string_view::npos;
  return end == text.size() ||
         (!has_blank && std::string_view(":/.-,").find(text[end]) != std::string_view::npos);
}

bool starts_with_angle(std::string_view text) {
  const std::size_t length = angle_length(text);
  return length != 0 && (length == text.size() || text[length] == ':' || text[length] == '/');
}

// __NAME__
std::size_t underscored_length(std::string_view text) {
  if (!text.starts_with("__") || text.size() < 5 || !is_upper(text[2])) return 0;
  const std::size_t name = count_while(text, is_constant);
  return text.substr(0, name).ends_with("__") ? name : 0;
}

bool is_placeholder_at(std::string_view text, std::uint32_t at) {
  return leading_placeholder_length(text, at) != 0 ||
         underscored_length(text.substr(at, longest_name)) != 0;
}

// A name behind $ or < counts at the front of a scalar only.
bool may_be_placeholder(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at, longest_name);
  if (rest.size() < 2) return false;
  constexpr std::string_view fronts = " \t\n'\"[{,";
  const bool is_front = at == 0 || fronts.find(text[at - 1]) != std::string_view::npos;
  switch (rest[0]) {
    case '{':
      return rest[1] == '{' || rest[1] == '%' || rest[1] == '#';
    case '$':
      return rest[1] == '{' || (is_front && is_name_start(rest[1]));
    case '<':
      return rest[1] == '%' || (is_front && is_name_start(rest[1]));
    default:
      return leading_placeholder_length(rest, 0) != 0;
  }
}

// `{{ a }} ${B}  # remark`
bool is_only_placeholders(std::string_view line) {
  std::uint32_t at = 0;
  while (at < line.size() && line[at] != '#') {
    const std::uint32_t length = leading_placeholder_length(line, at);
    if (length == 0 && line[at] != ' ' && line[at] != '\t') return false;
    at += std::max(length, 1U);
  }
  return at > 0;
}

}  // namespace

bool may_have_templates(std::string_view text) {
  for (const char mark : {'{', '<', '$', '@', '%'})
    for (std::size_t at = text.find(mark); at != std::string_view::npos;
         at = text.find(mark, at + 1))
      if (may_be_placeholder(text, at)) return true;
  return text.find("__") != std::string_view::npos;
}

std::uint32_t placeholder_length(std::string_view text, std::uint32_t at) {
  const std::string_view rest = text.substr(at, longest_placeholder);
  if (rest.size() < 3 || (rest[0] != '{' && rest[0] != '$' && rest[0] != '<')) return 0;
  const std::string_view close = closing_of(rest.substr(0, 2));
  if (close.empty()) return 0;
  const std::size_t length = length_to(rest, close, 2);
  const std::string_view piece = rest.substr(0, length);
  const bool is_one_line =
      piece.find('\n') == std::string_view::npos && piece.find('\r') == std::string_view::npos;
  return is_one_line ? static_cast<std::uint32_t>(length) : 0;
}

std::uint32_t leading_placeholder_length(std::string_view text, std::uint32_t at) {
  const std::uint32_t length = placeholder_length(text, at);
  if (length != 0) return length;
  const std::string_view rest = text.substr(at, longest_name);
  if (rest.starts_with('@')) return static_cast<std::uint32_t>(framed_length(rest, '@'));
  const std::size_t framed = framed_length(rest, '%');
  return static_cast<std::uint32_t>(framed != 0 ? framed : percent_name_length(rest));
}

std::uint32_t template_statement_end(std::string_view text, std::uint32_t at) {
  const std::string_view rest = text.substr(at, longest_statement);
  const bool is_erb = rest.starts_with("<%") && !rest.starts_with("<%=");
  const std::string_view close = rest.starts_with("{%")   ? "%}"
                                 : rest.starts_with("{#") ? "#}"
                                 : is_erb                 ? "%>"
                                                          : "";
  if (close.empty()) return at;
  const std::size_t length = length_to(rest, close, 2);
  if (length == 0) return at;
  const std::size_t end = at + length;
  return static_cast<std::uint32_t>(end + line_at(text, end).size());
}

std::uint32_t template_line_end(std::string_view text, std::uint32_t at) {
  const std::uint32_t end = template_statement_end(text, at);
  if (end != at || at >= text.size()) return end;
  if (!is_yaml_byte(text[at], YamlByte::template_mark)) return at;
  const std::string_view line = line_at(text, at);
  return is_only_placeholders(line) ? at + static_cast<std::uint32_t>(line.size()) : at;
}

bool has_placeholder(std::string_view scalar) {
  if (starts_with_variable(scalar) || starts_with_angle(scalar)) return true;
  for (std::uint32_t at = 0; at < scalar.size(); ++at) {
    if (is_yaml_byte(scalar[at], YamlByte::template_mark) && is_placeholder_at(scalar, at))
      return true;
  }
  return false;
}

}  // namespace patrol
