// Patroni reads a fixed list of variables and says nothing about others.
#include <vector>

#include "linter/engine/rule.h"
#include "linter/facts/facts.h"
#include "rules/env/shared_env.h"

namespace patrol::rules {
namespace {

// PATRONI_<user>_PASSWORD and _OPTIONS create users up to 3.x.
bool is_user_variable(std::string_view name) {
  return name.ends_with("_PASSWORD") || name.ends_with("_OPTIONS");
}

// PATRONI_ variables that container images and their scripts read, not Patroni.
bool is_script_variable(std::string_view name) {
  return name.ends_with("_DIR") && !contains(name, "POSTGRESQL");
}

void check_variable(const EnvVariable& variable, std::span<const std::string_view> known,
                    Report& report) {
  const auto near = nearest_variable(variable.name, known);
  if (!near && (is_user_variable(variable.name) || is_script_variable(variable.name))) return;
  auto finding =
      report.add({variable.name_span, variable.name},
                 cat('`', shown(variable.name), "` is no variable of Patroni; it is ignored"));
  finding.note("Patroni reads its own list of variables and never mentions others");
  if (!near) {
    finding.severity(Severity::warning);
    return;
  }
  finding.fix(cat("write ", *near), Safety::needs_review,
              {{variable.name_span, std::string(*near)}});
}

void check(const Snapshot& cluster, Report& report) {
  std::vector<std::string_view> known;
  for (const facts::PatroniSetting& setting : facts::patroni_settings())
    if (!setting.environment_variable.empty()) known.push_back(setting.environment_variable);
  for (const PatroniDocument* member : cluster.patroni)
    for (const EnvVariable& variable : member->env.variables) {
      if (!variable.name.starts_with("PATRONI")) continue;
      if (facts::find_patroni_variable(variable.name) == nullptr)
        check_variable(variable, known, report);
    }
}

}  // namespace

extern constinit const Rule unknown_patroni_variable{
    .id = "ENV016",
    .name = "unknown-patroni-variable",
    .severity = Severity::error,
    .summary = "Patroni reads no variable of this name",
    .why = "A misspelt variable changes nothing, and no version of Patroni says so.",
    .bad = R"(--- patroni.env
PATRONI_SCOPE=shop
PATRONI_NAME=n1
PATRONI_ETCD3_HOST=10.0.0.11:2379
PATRONI_POSTGRESQL_CONECT_ADDRESS=10.0.0.1:5432  # finding: ENV016
)",
    .good = R"(--- patroni.env
PATRONI_SCOPE=shop
PATRONI_NAME=n1
PATRONI_ETCD3_HOST=10.0.0.11:2379
PATRONI_POSTGRESQL_CONNECT_ADDRESS=10.0.0.1:5432
)",
    .sources = {"patroni 4.1.4 patroni/config.py _build_environment_configuration",
                "patroni 4.1.4 docs/ENVIRONMENT.rst"},
    .check = check,
};

}  // namespace patrol::rules
