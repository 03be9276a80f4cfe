// The YAML texts of a cluster and the places in them, shared by the rules of this folder.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "linter/engine/rule.h"

namespace patrol::rules {

/// All trees that were read from YAML files, of whatever kind.
[[nodiscard]] std::vector<const YamlTree*> yaml_trees(const Snapshot& cluster);

/// The place of a problem; no setting is known there.
[[nodiscard]] Spot at(Span span);

/// Calls `visit` for each mapping of the tree, overridden ones included, each once.
void for_each_mapping(const YamlTree& tree, const std::function<void(const Value&)>& visit);

/// Whether the setting is a secret by the table or by its name.
[[nodiscard]] bool is_secret(const PlacedKey& key);

/// A fix that puts single quotes around a plain scalar.
void add_quotes(FindingBuilder& finding, const Value& value);

}  // namespace patrol::rules
