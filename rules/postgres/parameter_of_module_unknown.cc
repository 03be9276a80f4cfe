// A misspelt parameter of a module that PostgreSQL ships.
#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

std::string_view module_of(std::string_view name) {
  return name.substr(0, name.find('.'));
}

std::vector<std::string_view> names_of(std::string_view module) {
  std::vector<std::string_view> names;
  for (const facts::Guc& guc : facts::gucs())
    if (contains(guc.name, ".") && equal_ignoring_case(module_of(guc.name), module))
      names.push_back(guc.name);
  return names;
}

void check(const Snapshot& cluster, Report& report) {
  for (const ParameterUse& use : parameter_uses(cluster)) {
    if (use.guc != nullptr || !contains(use.name, ".")) continue;
    const auto names = names_of(module_of(use.name));
    const auto meant = nearest_name(use.name, names);
    if (!meant) continue;
    report.add(use.at_name(), cat("`", shown(use.name), "` is no parameter of its module"))
        .note("names with a point are accepted whatever they say, so nothing objects")
        .fix(cat("write `", *meant, "`"), Safety::needs_review,
             {{std::get<Span>(use.at_name().at), std::string(*meant)}});
  }
}

}  // namespace

extern constinit const Rule parameter_of_module_unknown{
    .id = "PGS002",
    .name = "parameter-of-module-unknown",
    .severity = Severity::warning,
    .summary = "a name with a point is nearly one of a module, but not quite",
    .why =
        "PostgreSQL and Patroni accept any name with a point in it, because it may belong to an "
        "extension. A misspelt one is kept and does nothing.",
    .bad = R"(scope: main
postgresql:
  parameters:
    pg_stat_statements.trak: all  # finding: PGS002
)",
    .good = R"(scope: main
postgresql:
  parameters:
    pg_stat_statements.track: all
)",
    .sources =
        {"pg_settings of PostgreSQL 10 to 18 with the modules loaded",
         "patroni 4.1.4 patroni/postgresql/validator.py transform_postgresql_parameter_value"},
    .check = check,
};

}  // namespace patrol::rules
