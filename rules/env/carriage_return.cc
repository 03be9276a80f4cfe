// Lines that end in CR LF.
#include "linter/engine/rule.h"
#include "rules/env/shared_env.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  each_problem(cluster, EnvProblem::Kind::carriage_return,
               [&](const EnvProblem& /*problem*/, const Spot& spot) {
                 report.add(spot, "the lines of this file end in CR LF")
                     .note(
                         "harmless for systemd; a shell that sources the file gets values with a "
                         "carriage return")
                     .fix("convert the file to Unix line ends");
               });
}

}  // namespace

extern constinit const Rule carriage_return{
    .id = "ENV010",
    .name = "carriage-return",
    .severity = Severity::info,
    .summary = "lines end in CR LF",
    .why =
        "systemd strips the carriage return; a shell that sources the file keeps it at the end of "
        "each value.",
    .bad = "--- etcd.env\nETCD_NAME=etcd1\r  # finding: ENV010\nETCD_DATA_DIR=/var/lib/etcd/main\n",
    .good = R"(--- etcd.env
ETCD_NAME=etcd1
ETCD_DATA_DIR=/var/lib/etcd/main
)",
    .sources = {"systemd 252 man systemd.exec, EnvironmentFile=",
                "systemd 252 src/basic/env-file.c"},
    .check = check,
};

}  // namespace patrol::rules
