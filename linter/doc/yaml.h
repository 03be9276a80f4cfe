// Reads YAML as Patroni does: PyYAML's safe loader, YAML 1.1. Text in, tree out; never stops at the
// first problem if something can still be read.
#pragma once

#include <string_view>

#include "linter/base/source.h"
#include "linter/doc/node.h"

namespace patrol {

/// strict: exactly what PyYAML accepts and how it reads it. tolerant: for lint; template
/// placeholders (`${VAR}`, `{{ x }}`, `%ENV%`) become opaque scalars, block-level template lines
/// and a code fence around the text are stepped over (each kind with one problem entry), and
/// reading goes on behind an error where that is possible.
enum class YamlMode { strict, tolerant };

/// Bounded in time and memory by the length of the text; nesting deeper than 480 levels ends with a
/// `limit` problem (PyYAML's own recursion ends at 491). `text` must outlive the tree.
[[nodiscard]] YamlTree read_yaml(FileId file, std::string_view text, YamlMode mode);

}  // namespace patrol
