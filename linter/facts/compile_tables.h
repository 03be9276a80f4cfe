// The facts compiler: the text of a table in YAML -> C++ source, or what is wrong with the table.
#pragma once

#include <string>
#include <string_view>

#include "linter/facts/compile_output.h"
#include "linter/facts/compile_rows.h"

namespace patrol::facts {

struct Compiled {
  std::string code;   // "" when there are problems
  Problems problems;  // in order of lines
};

/// `table` is pg_settings, patroni_settings, patroni_parameters, patroni_habits or
/// etcd_settings.
[[nodiscard]] Compiled compile_table(std::string_view table, const std::string& yaml);

/// One per table: the parsed file in, code out, problems collected.
[[nodiscard]] std::string compile_postgres(const YAML::Node& root, Problems& problems);
[[nodiscard]] std::string compile_patroni(const YAML::Node& root, Problems& problems);
[[nodiscard]] std::string compile_etcd(const YAML::Node& root, Problems& problems);
[[nodiscard]] std::string compile_parameters(const YAML::Node& root, Problems& problems);
[[nodiscard]] std::string compile_habits(const YAML::Node& root, Problems& problems);

/// What the parts of one table share.
struct Desk {
  Sources* sources;
  Lists* lists;
  Problems* problems;
};
/// Parts of compile_patroni; `paths` are those of all settings.
[[nodiscard]] std::string compile_variables(const YAML::Node& root,
                                            const std::vector<std::string>& paths,
                                            const Desk& desk);
[[nodiscard]] std::string compile_controlled(const YAML::Node& root, const Desk& desk);

}  // namespace patrol::facts
