// The facts compiler: the text of a table in YAML -> C++ source, or what is wrong with the table.
#pragma once

#include <string>
#include <string_view>

#include "linter/facts/compile_rows.h"

namespace patrol::facts {

struct Compiled {
  std::string code;   // "" when there are problems
  Problems problems;  // in order of lines
};

/// `table` is pg_settings, patroni_settings or etcd_settings.
[[nodiscard]] Compiled compile_table(std::string_view table, const std::string& yaml);

/// One per table: the parsed file in, code out, problems collected.
[[nodiscard]] std::string compile_postgres(const YAML::Node& root, Problems& problems);

}  // namespace patrol::facts
