// PATRONI_* variables as the tree of a Patroni file, so that every rule over files holds for them.
#pragma once

#include "linter/doc/env.h"
#include "linter/doc/node.h"

namespace patrol {

/// Spans point into the environment file. Values become what Patroni makes of the text: booleans
/// and numbers where its rules convert, else text; lists and maps are read as flow YAML. Empty
/// variables are left out, as Patroni ignores them. Variables it does not know are left out.
/// Source: patroni 4.1.4 patroni/config.py _build_environment_configuration.
[[nodiscard]] YamlTree patroni_tree(const EnvFile& env);

}  // namespace patrol
