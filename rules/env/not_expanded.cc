// Nothing is expanded in an environment file.
#include "linter/engine/rule.h"
#include "rules/env/shared_env.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  each_problem(
      cluster, EnvProblem::Kind::not_expanded, [&](const EnvProblem& problem, const Spot& spot) {
        const std::string_view text = cluster.sources->text(problem.at);
        if (is_secret_variable(problem.name) && !contains(text, "${") && !contains(text, "$("))
          return;
        report.add(spot, cat(subject(problem), " holds a reference that systemd does not expand"))
            .note(
                "the value is taken as it stands; a shell, or a tool that renders the file, would "
                "replace it")
            .fix("write the value itself");
      });
}

}  // namespace

extern constinit const Rule not_expanded{
    .id = "ENV006",
    .name = "not-expanded",
    .severity = Severity::warning,
    .summary = "a value counts on expansion",
    .why =
        "systemd replaces no variables, no commands and no `~`: the text itself becomes the value.",
    .bad = R"(--- etcd.env
ETCD_NAME=$(hostname)  # finding: ENV006
ETCD_DATA_DIR=/var/lib/etcd/main
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
