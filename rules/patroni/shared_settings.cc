// What the rules about keys, types and ranges share.
#include "rules/patroni/shared_settings.h"

#include <algorithm>

namespace patrol::rules {

using facts::PatroniType;

std::vector<const PlacedKey*> judged_settings(const Snapshot& cluster) {
  std::vector<const PlacedKey*> out;
  for (const PlacedKey& key : cluster.keys) {
    if (!key.is_read() || key.value.is_null() || key.value.is_opaque()) continue;
    if (key.holder != "postgresql.parameters") out.push_back(&key);
  }
  return out;
}

bool has_type(const facts::PatroniSetting& row, PatroniType type) {
  return std::find(row.types.begin(), row.types.end(), type) != row.types.end();
}

bool is_number_setting(const facts::PatroniSetting& row) {
  return std::all_of(row.types.begin(), row.types.end(), [](PatroniType type) {
    return type == PatroniType::integer || type == PatroniType::number ||
           type == PatroniType::duration;
  });
}

bool has_own_rule(std::string_view path, std::span<const std::string_view> paths) {
  return std::find(paths.begin(), paths.end(), path) != paths.end();
}

std::string_view kind_words(const Value& value) {
  switch (value.kind()) {
    case NodeKind::null:
      return "empty";
    case NodeKind::boolean:
      return "a switch";
    case NodeKind::integer:
    case NodeKind::floating:
      return "a number";
    case NodeKind::date:
      return "a date";
    case NodeKind::sequence:
      return "a list";
    case NodeKind::mapping:
      return "a mapping";
    case NodeKind::string:
    case NodeKind::binary:
    case NodeKind::opaque:
      return "text";
    case NodeKind::set:
      return "a set";
  }
  return "";
}

std::vector<Edit> replacement(const Value& value, std::string text) {
  if (!value.is_scalar() || value.text().empty()) return {};
  return {{.at = value.span(), .replacement = std::move(text)}};
}

void add_remark(FindingBuilder& finding, const facts::PatroniSetting& row) {
  if (!row.note.empty()) finding.note(cat("`", row.path, "`: ", row.note));
}

}  // namespace patrol::rules
