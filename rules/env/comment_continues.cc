// A backslash at the end of a comment hides the next line.
#include "linter/engine/rule.h"
#include "rules/env/shared_env.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  each_problem(cluster, EnvProblem::Kind::comment_continues,
               [&](const EnvProblem& /*problem*/, const Spot& spot) {
                 report.add(spot, "a comment ends in a backslash; the next line belongs to it")
                     .note("the setting on the next line is lost without a message")
                     .fix("remove the backslash");
               });
}

}  // namespace

extern constinit const Rule comment_continues{
    .id = "ENV009",
    .name = "comment-continues",
    .severity = Severity::error,
    .summary = "a comment ends in a backslash",
    .why =
        "systemd joins the next line to the comment, so the setting on it is lost; a shell does "
        "not.",
    .bad = R"(--- etcd.env
ETCD_NAME=etcd1
# where the data is \  # finding: ENV009
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
