// Settings with their rows of the table, and words about values, shared by the rules of this
// folder.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "linter/engine/rule.h"

namespace patrol::rules {

/// Keys that Patroni reads, whose rows are known and whose values can be judged: nothing empty, no
/// placeholder. PostgreSQL's parameters are left to the rules about them.
[[nodiscard]] std::vector<const PlacedKey*> judged_settings(const Snapshot& cluster);

[[nodiscard]] bool has_type(const facts::PatroniSetting& row, facts::PatroniType type);
[[nodiscard]] bool is_number_setting(const facts::PatroniSetting& row);

/// Whether the path is one of those that other rules speak about in more detail.
[[nodiscard]] bool has_own_rule(std::string_view path, std::span<const std::string_view> paths);

/// "a list", "a mapping", "text", "a number", "a switch", …
[[nodiscard]] std::string_view kind_words(const Value& value);

/// `text` as a new value of a scalar that is written in one piece.
[[nodiscard]] std::vector<Edit> replacement(const Value& value, std::string text);

/// What the table remarks about the setting, as a note.
void add_remark(FindingBuilder& finding, const facts::PatroniSetting& row);

}  // namespace patrol::rules
