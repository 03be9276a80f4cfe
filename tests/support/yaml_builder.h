// Short ways to read YAML in tests.
#pragma once

#include <string>
#include <string_view>

#include "linter/doc/yaml.h"

namespace patrol {

[[nodiscard]] YamlTree read_strict(std::string_view text);
[[nodiscard]] YamlTree read_tolerant(std::string_view text);

/// The value as `patrol dump yaml` prints it; "refused" for a text that is.
[[nodiscard]] std::string strict_value(std::string_view text);
[[nodiscard]] std::string tolerant_value(std::string_view text);

/// The bytes under a span.
[[nodiscard]] std::string source_at(std::string_view text, Span at);

/// What is wrong with the spans of a tree; empty when nothing is. They lie inside the text and
/// inside the span of the parent, exact scalars read back, parts lie inside their scalar.
[[nodiscard]] std::string span_fault(const YamlTree& tree, std::string_view text);

}  // namespace patrol
