// A quote that is never closed takes the rest of the file with it.
#include "linter/engine/rule.h"
#include "rules/env/shared_env.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  each_problem(
      cluster, EnvProblem::Kind::unclosed_quote, [&](const EnvProblem& problem, const Spot& spot) {
        report.add(spot, cat(subject(problem), " has a quote that is not closed"))
            .note("the following lines become part of the value, and their settings are lost")
            .fix("close the quote on the same line");
      });
}

}  // namespace

extern constinit const Rule unclosed_quote{
    .id = "ENV003",
    .name = "unclosed-quote",
    .severity = Severity::error,
    .summary = "a quote is not closed",
    .why =
        "Everything up to the next quote, or to the end of the file, becomes part of this value; "
        "the assignments in it are lost without a message.",
    .bad = R"(--- etcd.env
ETCD_NAME=etcd1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_CLUSTER_TOKEN="main  # finding: ENV003
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
