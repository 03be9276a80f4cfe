// A quote inside a value is a character like any other.
#include "linter/engine/rule.h"
#include "rules/env/shared_env.h"

namespace patrol::rules {
namespace {

// value-over-lines says what happened there.
bool runs_over_lines(const Snapshot& cluster, const EnvProblem& problem) {
  for (const EnvFile* file : env_files(cluster))
    for (const EnvVariable& variable : file->variables)
      if (variable.name == problem.name && variable.name_span.file == problem.at.file &&
          contains(variable.value, "\n"))
        return true;
  return false;
}

void check(const Snapshot& cluster, Report& report) {
  each_problem(cluster, EnvProblem::Kind::quote_in_middle,
               [&](const EnvProblem& problem, const Spot& spot) {
                 if (runs_over_lines(cluster, problem)) return;
                 report.add(spot, cat(subject(problem), " keeps a quote as part of its value"))
                     .note("quotes only count at the start of a value")
                     .fix("quote the whole value");
               });
}

}  // namespace

extern constinit const Rule quote_in_middle{
    .id = "ENV007",
    .name = "quote-in-middle",
    .severity = Severity::warning,
    .summary = "a quote stands inside a value",
    .why = "Once unquoted text has begun, systemd keeps a quote as it is; a shell removes it.",
    .bad = R"(--- etcd.env
ETCD_NAME=etcd1
ETCD_DATA_DIR=/var/lib/"etcd"/main  # finding: ENV007
)",
    .good = R"(--- etcd.env
ETCD_NAME=etcd1
ETCD_DATA_DIR=/var/lib/etcd/main
)",
    .sources = {"systemd 252 man systemd.exec, EnvironmentFile=",
                "systemd 252 src/basic/env-file.c"},
    .check = check,
};

}  // namespace patrol::rules
