// Turns composed nodes into what Python's safe loader builds: tags, merge keys, duplicate keys.
#pragma once

#include <vector>

#include "linter/doc/node.h"
#include "linter/doc/yaml_scalar.h"

namespace patrol {

inline constexpr std::size_t most_merged_entries = 100'000;

/// Visits the nodes in PyYAML's order (it decides a few odd cases) and records each refusal as a
/// `value` problem. A refused node stays as text.
void construct_yaml(YamlTree& tree, std::vector<YamlShape>& shapes);

/// Marks the entries that lose against a later entry with a key that Python takes for equal
/// (True == 1 == 1.0).
void mark_overridden(YamlTree& tree, Node& mapping);

/// Equal for keys that are equal in Python; the first letter tells the types apart.
[[nodiscard]] std::string python_key(const Node& key);

}  // namespace patrol
