// One line, one variable.
#include "linter/engine/rule.h"
#include "rules/env/shared_env.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  each_problem(
      cluster, EnvProblem::Kind::joined_assignments,
      [&](const EnvProblem& problem, const Spot& spot) {
        report.add(spot, cat(subject(problem), " is followed by a second assignment on its line"))
            .note("the second assignment becomes part of the first value")
            .fix("put each assignment on its own line");
      });
}

}  // namespace

extern constinit const Rule joined_assignments{
    .id = "ENV008",
    .name = "joined-assignments",
    .severity = Severity::error,
    .summary = "two assignments share a line",
    .why = "systemd reads one assignment from a line; the second becomes part of the first value.",
    .bad = R"(--- etcd.env
ETCD_NAME=etcd1;ETCD_HEARTBEAT_INTERVAL=200  # finding: ENV008
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
