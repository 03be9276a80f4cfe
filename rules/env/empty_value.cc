// An empty variable is an unset one, for etcd and for Patroni.
#include "linter/engine/rule.h"
#include "linter/facts/facts.h"
#include "rules/env/shared_env.h"

namespace patrol::rules {
namespace {

void check_variable(const EnvVariable& variable, bool is_etcd, Report& report) {
  std::string_view default_value;
  if (is_etcd)
    default_value = facts::find_etcd_variable(variable.name)->default_value;
  else
    default_value = facts::find_patroni_variable(variable.name)->default_value;
  auto finding = report.add({variable.name_span, variable.name},
                            cat('`', variable.name, "` is empty, which counts as not set"));
  if (!default_value.empty())
    finding.note(cat("the default applies: ", default_value));
  else
    finding.severity(Severity::info);
  finding.fix("give it a value or remove the line");
}

void check(const Snapshot& cluster, Report& report) {
  for (const EnvFile* file : env_files(cluster))
    for (const EnvVariable& variable : file->variables) {
      if (variable.is_overridden || !trim(variable.value).empty()) continue;
      const bool is_etcd = facts::find_etcd_variable(variable.name) != nullptr;
      if (!is_etcd && facts::find_patroni_variable(variable.name) == nullptr) continue;
      check_variable(variable, is_etcd, report);
    }
}

}  // namespace

extern constinit const Rule empty_value{
    .id = "ENV018",
    .name = "empty-value",
    .severity = Severity::warning,
    .summary = "a variable is set to nothing",
    .why =
        "etcd takes an empty variable for an unknown one and uses the default, for example "
        "localhost for its listeners; Patroni ignores it.",
    .bad = R"(--- etcd.env
ETCD_NAME=etcd1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_CLUSTER_TOKEN=  # finding: ENV018
)",
    .good = R"(--- etcd.env
ETCD_NAME=etcd1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_CLUSTER_TOKEN=main
)",
    .sources = {"etcd 3.5.16 pkg/flags/flag.go", "patroni 4.1.4 patroni/config.py"},
    .check = check,
};

}  // namespace patrol::rules
