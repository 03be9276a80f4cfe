// Part of the facts compiler: strict reading of rows with yaml-cpp.
#include "linter/facts/compile_rows.h"

#include <algorithm>
#include <charconv>
#include <functional>

namespace patrol::facts {
namespace {

std::optional<int> whole_number(const std::string& text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string quoted(std::string_view key) {
  return '`' + std::string(key) + '`';
}

char lowered(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

}  // namespace

int line_of(const YAML::Node& node) {
  return node.Mark().line + 1;
}

Row::Row(const YAML::Node& node, Problems& problems)
    : node_(node), problems_(&problems), line_(line_of(node)) {
}

YAML::Node Row::take(std::string_view key) {
  asked_.emplace(key);
  for (const auto& pair : node_)
    if (pair.first.Scalar() == key) return pair.second;
  return YAML::Node(YAML::NodeType::Undefined);
}

bool Row::has(std::string_view key) const {
  return std::any_of(node_.begin(), node_.end(),
                     [key](const auto& pair) { return pair.first.Scalar() == key; });
}

std::string Row::text(std::string_view key) {
  auto value = optional_text(key);
  if (!value) refuse(quoted(key) + " is missing");
  return value.value_or("");
}

std::optional<std::string> Row::optional_text(std::string_view key) {
  const YAML::Node value = take(key);
  if (!value.IsDefined()) return std::nullopt;
  if (!value.IsScalar()) {
    refuse(quoted(key) + " is not a scalar");
    return "";
  }
  return value.Scalar();
}

std::optional<std::string> Row::nullable_text(std::string_view key) {
  const YAML::Node value = take(key);
  if (value.IsDefined() && value.IsNull()) return std::nullopt;
  return text(key);
}

int Row::number(std::string_view key) {
  if (!has(key)) refuse(quoted(key) + " is missing");
  return optional_number(key).value_or(0);
}

std::optional<int> Row::optional_number(std::string_view key) {
  const auto value = optional_text(key);
  if (!value) return std::nullopt;
  const auto number = whole_number(*value);
  if (!number) refuse(quoted(key) + " is not a whole number");
  return number.value_or(0);
}

bool Row::flag(std::string_view key) {
  const auto value = optional_text(key);
  if (value && *value != "true") refuse(quoted(key) + " can only be true, or absent");
  return value.has_value();
}

std::vector<std::string> Row::list(std::string_view key) {
  std::vector<std::string> items;
  const YAML::Node value = take(key);
  if (!value.IsDefined()) return items;
  if (!value.IsSequence() || value.size() == 0) {
    refuse(quoted(key) + " is not a list with items");
    return items;
  }
  for (const auto& item : value) {
    items.push_back(item.IsScalar() ? item.Scalar() : "");
    if (!item.IsScalar()) refuse(quoted(key) + " holds something that is not a scalar");
    if (std::count(items.begin(), items.end(), items.back()) > 1)
      refuse(quoted(key) + " repeats \"" + items.back() + '"');
  }
  return items;
}

int Row::word(std::string_view key, const std::vector<std::string_view>& words) {
  const std::string value = text(key);
  const auto found = std::find(words.begin(), words.end(), value);
  if (found != words.end()) return static_cast<int>(found - words.begin());
  if (!value.empty()) refuse(quoted(key) + " is unknown: \"" + value + '"');
  return 0;
}

void Row::refuse(std::string message) {
  problems_->push_back({line_, std::move(message)});
}

void Row::finish() {
  std::set<std::string> seen;
  for (const auto& pair : node_) {
    const std::string& key = pair.first.Scalar();
    if (!asked_.contains(key)) refuse("unknown or misplaced key " + quoted(key));
    if (!seen.insert(key).second) refuse("repeated key " + quoted(key));
  }
}

std::vector<Row> rows_of(const YAML::Node& root, std::string_view key, Problems& problems) {
  std::vector<Row> rows;
  const YAML::Node list = root[std::string(key)];
  if (!list.IsDefined() || !list.IsSequence()) {
    problems.push_back({1, quoted(key) + " is not a list"});
    return rows;
  }
  for (const auto& item : list) {
    if (item.IsMap())
      rows.emplace_back(item, problems);
    else
      problems.push_back({line_of(item), "not a row {key: value, ...}"});
  }
  return rows;
}

bool name_less(std::string_view left, std::string_view right) {
  return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end(),
                                      [](char a, char b) { return lowered(a) < lowered(b); });
}

Sources::Sources(const YAML::Node& root, Problems& problems) {
  const YAML::Node sources = root["sources"];
  if (!sources.IsDefined() || !sources.IsMap()) {
    problems.push_back({1, "`sources` is not a mapping"});
    return;
  }
  for (const auto& pair : sources)
    entries_.push_back({pair.first.Scalar(), pair.second.Scalar(), line_of(pair.first)});
}

std::string Sources::of(Row& row) {
  const std::string key = row.text("source");
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [&key](const Entry& entry) { return entry.key == key; });
  if (found == entries_.end()) {
    if (!key.empty()) row.refuse("`source` \"" + key + "\" is not among the sources");
    return "";
  }
  found->is_used = true;
  return found->text;
}

void Sources::finish(Problems& problems) const {
  for (const Entry& entry : entries_)
    if (!entry.is_used) problems.push_back({entry.line, "no row has source " + quoted(entry.key)});
}

void check_sections(const YAML::Node& root, const std::vector<std::string_view>& sections,
                    Problems& problems) {
  for (const auto& pair : root)
    if (std::find(sections.begin(), sections.end(), pair.first.Scalar()) == sections.end())
      problems.push_back({line_of(pair.first), "unknown section " + quoted(pair.first.Scalar())});
}

}  // namespace patrol::facts
