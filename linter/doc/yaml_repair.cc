// Repairs that keep the rest of a text readable.
#include "linter/doc/yaml_repair.h"

#include <algorithm>

#include "linter/base/text.h"

namespace patrol {
namespace {

constexpr char masked = '_';

// A line of the text without its line end.
struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::size_t line_begin(std::string_view text, std::size_t at) {
  const std::size_t before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  return before == std::string_view::npos ? 0 : before + 1;
}

Line line_from(std::string_view text, std::size_t begin) {
  return {begin, std::min(text.find('\n', begin), text.size())};
}

std::string_view slice(std::string_view text, Line line) {
  return text.substr(line.begin, line.end - line.begin);
}

// Blanks at the front; npos for a line that says nothing.
std::size_t indent_of(std::string_view line) {
  const std::size_t indent = line.find_first_not_of(" \t");
  const bool is_silent =
      indent == std::string_view::npos || line[indent] == '#' || line[indent] == '\r';
  return is_silent ? std::string_view::npos : indent;
}

bool is_list_item(std::string_view line, std::size_t indent) {
  return line.substr(indent).starts_with("- ") || line.substr(indent) == "-";
}

// Whether a line above stands in the same column, with nothing less indented between.
bool has_sibling_above(std::string_view text, std::size_t begin, std::size_t indent) {
  while (begin > 0) {
    begin = line_begin(text, begin - 1);
    const std::size_t above = indent_of(slice(text, line_from(text, begin)));
    if (above != std::string_view::npos && above <= indent) return above == indent;
  }
  return false;
}

// Takes the tabs of a line for blanks, those in quotes excepted. False when it has none.
bool replace_tabs(RepairedText& repaired, const YamlFault& fault, Line line) {
  const std::size_t changes_before = repaired.changes.size();
  char quote = '\0';
  for (std::size_t at = line.begin; at < line.end; ++at) {
    const char letter = repaired.text[at];
    const bool is_quote = letter == '"' || letter == '\'';
    if (is_quote && (quote == '\0' || quote == letter)) quote = quote == letter ? '\0' : letter;
    if (letter == '\t' && (quote == '\0' || at == fault.place))
      blank_out(repaired, fault.at.file, at, at + 1);
  }
  return repaired.changes.size() > changes_before;
}

bool repair_tabs(RepairedText& repaired, YamlFault& fault) {
  std::size_t lines = 0;
  std::size_t at = line_begin(repaired.text, fault.place);
  while (at < repaired.text.size()) {
    const Line line = line_from(repaired.text, at);
    if (replace_tabs(repaired, fault, line)) ++lines;
    at = line.end + 1;
  }
  if (lines > 1) fault.message += cat(" (", lines, " lines with tabs)");
  return lines > 0;
}

bool drop_lines(RepairedText& repaired, const YamlFault& fault) {
  const std::string_view text = repaired.text;
  const Line first = line_from(text, line_begin(text, fault.place));
  const std::size_t indent = indent_of(slice(text, first));
  if (indent == std::string_view::npos) return false;
  const bool is_item = is_list_item(slice(text, first), indent);
  const bool is_group =
      fault.repair == YamlRepair::drop_group && !has_sibling_above(text, first.begin, indent);
  std::size_t end = first.end;
  while (end < text.size()) {
    const Line line = line_from(text, end + 1);
    const std::size_t column = indent_of(slice(text, line));
    const bool is_dropped =
        column == std::string_view::npos || column > indent ||
        (column == indent && (is_group || (is_item && is_list_item(slice(text, line), column))));
    if (!is_dropped) break;
    end = line.end;
  }
  blank_out(repaired, fault.at.file, first.begin, std::min(end, text.size()));
  return true;
}

bool mask(RepairedText& repaired, const YamlFault& fault) {
  if (fault.place >= repaired.text.size()) return false;
  char& letter = repaired.text[fault.place];
  if (letter == masked || letter == ' ' || letter == '\n' || letter == '\r') return false;
  letter = masked;
  repaired.changes.push_back({fault.at.file, fault.place, fault.place + 1});
  return true;
}

}  // namespace

bool repair_yaml(RepairedText& repaired, YamlFault& fault) {
  switch (fault.repair) {
    case YamlRepair::none:
      return false;
    case YamlRepair::mask:
      return mask(repaired, fault);
    case YamlRepair::tabs:
      return repair_tabs(repaired, fault);
    case YamlRepair::drop_line:
    case YamlRepair::drop_group:
      return drop_lines(repaired, fault);
  }
  return false;
}

void blank_out(RepairedText& repaired, FileId file, std::size_t begin, std::size_t end) {
  for (std::size_t at = begin; at < end; ++at) {
    char& letter = repaired.text[at];
    if (letter != '\n' && letter != '\r') letter = ' ';
  }
  repaired.changes.push_back(
      {file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
}

}  // namespace patrol
