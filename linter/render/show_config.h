// A tree as YAML, in the manner of `patronictl show-config`: keys in order, one a line.
#pragma once

#include <string>

#include "linter/doc/node.h"

namespace patrol {

/// Reads back as the same values. Placeholders come out as they were written. Aliases are written
/// out up to a bound, deep nesting is cut.
[[nodiscard]] std::string show_config(const Value& root);

}  // namespace patrol
