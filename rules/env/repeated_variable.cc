// The last assignment of a name wins.
#include "linter/engine/rule.h"
#include "rules/env/shared_env.h"

namespace patrol::rules {
namespace {

void check_variable(const EnvFile& file, const EnvVariable& variable, Report& report) {
  const EnvVariable* winner = file.find(variable.name);
  if (winner == nullptr || winner == &variable) return;
  const bool is_same = winner->value == variable.value;
  auto finding = report.add({variable.name_span, variable.name},
                            cat('`', shown(variable.name), "` is set again further down",
                                is_same ? " to the same value" : "; this value is lost"));
  if (is_same) finding.severity(Severity::info);
  finding.label(Place{winner->name_span}, "this one counts").fix("keep one of the two");
}

void check(const Snapshot& cluster, Report& report) {
  for (const EnvFile* file : env_files(cluster))
    for (const EnvVariable& variable : file->variables)
      if (variable.is_overridden) check_variable(*file, variable, report);
}

}  // namespace

extern constinit const Rule repeated_variable{
    .id = "ENV017",
    .name = "repeated-variable",
    .severity = Severity::warning,
    .summary = "a variable is assigned twice",
    .why = "The last assignment wins and nobody mentions the first.",
    .bad = R"(--- etcd.env
ETCD_NAME=etcd1
ETCD_DATA_DIR=/var/lib/etcd/old  # finding: ENV017
ETCD_DATA_DIR=/var/lib/etcd/main
)",
    .good = R"(--- etcd.env
ETCD_NAME=etcd1
ETCD_DATA_DIR=/var/lib/etcd/main
)",
    .sources = {"systemd 252 man systemd.exec, EnvironmentFile="},
    .check = check,
};

}  // namespace patrol::rules
