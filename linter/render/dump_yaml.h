// A YAML tree as the JSON that `patrol dump yaml` prints.
#pragma once

#include <string>
#include <string_view>

#include "linter/doc/node.h"

namespace patrol {

/// {"ok":true,"value":…} with the values Python sees: keys, dates and bytes as str() gives them,
/// floats as strings of repr(). {"ok":false,"line":…,"message":…} for a text that PyYAML refuses,
/// and for a tree whose aliases would make the output endless. `text` is the source of the tree.
[[nodiscard]] std::string dump_yaml(const YamlTree& tree, std::string_view text);

}  // namespace patrol
