// The facts compiler: which table is compiled by what.
#include "linter/facts/compile_tables.h"

#include <algorithm>

namespace patrol::facts {
namespace {

std::string compile_root(std::string_view table, const YAML::Node& root, Problems& problems) {
  if (!root.IsMap()) {
    problems.push_back({1, "not a mapping of sections"});
    return "";
  }
  if (table == "pg_settings") return compile_postgres(root, problems);
  if (table == "patroni_settings") return compile_patroni(root, problems);
  if (table == "patroni_parameters") return compile_parameters(root, problems);
  if (table == "patroni_habits") return compile_habits(root, problems);
  if (table == "etcd_settings") return compile_etcd(root, problems);
  problems.push_back({1, "no such table: " + std::string(table)});
  return "";
}

}  // namespace

Compiled compile_table(std::string_view table, const std::string& yaml) {
  Compiled result;
  try {
    result.code = compile_root(table, YAML::Load(yaml), result.problems);
  } catch (const YAML::Exception& error) {
    result.problems.push_back({error.mark.line + 1, error.msg});
  }
  std::stable_sort(result.problems.begin(), result.problems.end(),
                   [](const Problem& a, const Problem& b) { return a.line < b.line; });
  if (!result.problems.empty()) result.code.clear();
  return result;
}

}  // namespace patrol::facts
