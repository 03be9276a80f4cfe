// Comments stand on lines of their own.
#include "linter/engine/rule.h"
#include "rules/env/shared_env.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  each_problem(cluster, EnvProblem::Kind::trailing_comment,
               [&](const EnvProblem& problem, const Spot& spot) {
                 report
                     .add(spot, cat(subject(problem),
                                    " is followed by `#`, which becomes part of the value"))
                     .note("a shell drops the comment, systemd keeps it")
                     .fix("move the comment to a line of its own");
               });
}

}  // namespace

extern constinit const Rule trailing_comment{
    .id = "ENV005",
    .name = "trailing-comment",
    .severity = Severity::error,
    .summary = "a comment follows a value",
    .why =
        "systemd knows no comment behind a value: it becomes part of the value. A shell and some "
        "container tools drop it, so the file works in one place and fails in another.",
    .bad = R"(--- etcd.env
ETCD_NAME=etcd1 # first node  # finding: ENV005
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
