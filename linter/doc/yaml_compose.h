// One pass over a YAML text: scanning, parsing and constructing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/doc/node.h"
#include "linter/doc/yaml_scanner.h"

namespace patrol {

/// A tree without nodes. `text` may be empty; else the tree owns it and `owned.front()` is to be
/// read.
[[nodiscard]] YamlTree empty_yaml_tree(FileId file, std::string text = {});

/// Reads a text in UTF-8 into an empty tree. What stopped the reading, if anything did.
std::optional<YamlFault> compose_yaml(YamlTree& tree, std::string_view text,
                                      YamlScanOptions options);

/// Reads on behind errors and past what template engines leave.
[[nodiscard]] YamlTree read_tolerant_yaml(FileId file, std::string_view text);

}  // namespace patrol
