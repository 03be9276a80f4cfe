// A name outside [A-Za-z_][A-Za-z0-9_]* is no variable.
#include "linter/engine/rule.h"
#include "rules/env/shared_env.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  each_problem(
      cluster, EnvProblem::Kind::invalid_name, [&](const EnvProblem& problem, const Spot& spot) {
        auto finding = report.add(
            spot, cat(subject(problem), " is no name of a variable; systemd drops the line"));
        finding.note("the journal says: Ignoring invalid environment assignment");
        if (contains(problem.name, "-"))
          finding.fix("write underscores instead of hyphens");
        else
          finding.fix("use letters, digits and underscores only");
      });
}

}  // namespace

extern constinit const Rule invalid_name{
    .id = "ENV002",
    .name = "invalid-name",
    .severity = Severity::error,
    .summary = "a variable has a name that systemd drops",
    .why =
        "Only letters, digits and underscores are allowed. A hyphen or a leading digit makes "
        "systemd drop the line, and the service runs with the default.",
    .bad = R"(--- etcd.env
ETCD_NAME=etcd1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD-HEARTBEAT-INTERVAL=200  # finding: ENV002
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
