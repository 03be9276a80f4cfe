// Part of the facts compiler: writing C++ source.
#include "linter/facts/compile_output.h"

#include <algorithm>
#include <charconv>

namespace patrol::facts {

std::string literal(std::string_view text) {
  if (text.empty()) return "{}";
  std::string out = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') out += '\\';
    if (letter == '\n')
      out += "\\n";
    else
      out += letter;
  }
  return out + '"';
}

std::string version_literal(std::string_view text) {
  std::string out = "{";
  for (const char letter : text) {
    if (letter == '.')
      out += ", ";
    else
      out += letter;
  }
  return out + '}';
}

namespace {
bool is_version(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos &&
         text.front() != '.' && text.back() != '.';
}
}  // namespace

std::string version_of(Row& row, std::string_view key) {
  const auto text = row.optional_text(key);
  if (text && !is_version(*text)) row.refuse('`' + std::string(key) + "` is not a version");
  return version_literal(text.value_or(""));
}

std::string versions_of(Row& row, std::string_view key, Lists& lists) {
  std::vector<std::string> items;
  for (const std::string& text : row.list(key)) {
    if (!is_version(text)) row.refuse('`' + std::string(key) + "` holds what is no version");
    items.push_back("Version" + version_literal(text));
  }
  return lists.name_of("Version", items);
}

std::string bound_of(Row& row, std::string_view key) {
  const auto text = row.optional_text(key);
  if (!text) return "std::nullopt";
  double value = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error != std::errc{} || end != text->data() + text->size())
    row.refuse('`' + std::string(key) + "` is not a number");
  return text->find('.') == std::string::npos ? *text + ".0" : *text;
}

std::string boolean(bool value) {
  return value ? "true" : "false";
}

std::string Lists::name_of(std::string_view element, const std::vector<std::string>& items) {
  if (items.empty()) return "{}";
  auto found = std::find_if(lists_.begin(), lists_.end(), [&](const List& list) {
    return list.element == element && list.items == items;
  });
  if (found == lists_.end()) found = lists_.insert(lists_.end(), List{std::string(element), items});
  return "list_" + std::to_string(found - lists_.begin());
}

std::string Lists::texts(const std::vector<std::string>& items) {
  std::vector<std::string> quoted;
  quoted.reserve(items.size());
  for (const std::string& item : items) quoted.push_back(literal(item));
  return name_of("std::string_view", quoted);
}

std::string Lists::definitions() const {
  std::string out;
  for (std::size_t index = 0; index < lists_.size(); ++index)
    out += array(lists_[index].element, "list_" + std::to_string(index), lists_[index].items);
  return out;
}

Initializer& Initializer::set(std::string_view field, std::string_view code) {
  if (code == "{}" || code == "std::nullopt") return *this;
  fields_.append(fields_.empty() ? "." : ", .").append(field).append(" = ").append(code);
  return *this;
}

std::string Initializer::code() const {
  return '{' + fields_ + '}';
}

std::string array(std::string_view type, std::string_view name,
                  const std::vector<std::string>& rows) {
  std::string out = "constexpr std::array<";
  out.append(type).append(", ").append(std::to_string(rows.size())).append("> ").append(name);
  out += "{{\n";
  for (const std::string& row : rows) out.append("    ").append(row).append(",\n");
  return out + "}};\n";
}

std::string source_file(std::string_view header, std::string_view definitions,
                        const std::vector<Accessor>& accessors) {
  std::string out = "// Written by compile_facts; edit the YAML file instead.\n#include \"";
  out.append(header).append("\"\n\n#include <array>\n\nnamespace patrol::facts {\nnamespace {\n\n");
  out.append(definitions).append("\n}  // namespace\n");
  for (const Accessor& accessor : accessors) {
    out.append("\nstd::span<const ").append(accessor.type).append("> ").append(accessor.function);
    out.append("() {\n  return ").append(accessor.table).append(";\n}\n");
  }
  return out + "\n}  // namespace patrol::facts\n";
}

}  // namespace patrol::facts
