// Finds secrets in a text by the names that stand before them, without knowing the file's format:
// it works on YAML, environment files, postgresql.conf, pg_hba.conf, commands and prose alike.
#pragma once

#include <string_view>
#include <vector>

#include "linter/base/secret_line.h"

namespace patrol {

/// What must not be shown of a whole file: values of secret names (over several lines too),
/// `password=` inside connection strings, user:password@ in URLs, private keys. Sorted, disjoint.
/// Rather too much than too little; placeholders such as ${PASSWORD} are no secrets. Linear time.
[[nodiscard]] std::vector<TextRange> secret_ranges(std::string_view text);

/// The same for one sentence of ours, where "password: unknown key" is prose: only `name=value`,
/// SQL's PASSWORD 'x' and URLs.
[[nodiscard]] std::vector<TextRange> secret_ranges_in_message(std::string_view text);

/// Sorted, without overlaps and empty ranges.
[[nodiscard]] std::vector<TextRange> merged(std::vector<TextRange> ranges);

}  // namespace patrol
