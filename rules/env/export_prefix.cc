// `export` is a word of the shell, not of systemd.
#include "linter/engine/rule.h"
#include "rules/env/shared_env.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  each_problem(cluster, EnvProblem::Kind::export_prefix,
               [&](const EnvProblem& problem, const Spot&) {
                 const std::string_view name = problem.name;
                 const std::string_view bare = name.substr(name.rfind(' ') + 1);
                 report
                     .add({problem.at, std::string(bare)},
                          cat('`', shown(bare), "` follows `export`; systemd drops the line"))
                     .note("the journal says: Ignoring invalid environment assignment")
                     .fix("remove `export`");
               });
}

}  // namespace

extern constinit const Rule export_prefix{
    .id = "ENV001",
    .name = "export-prefix",
    .severity = Severity::error,
    .summary = "a line starts with `export`",
    .why =
        "systemd takes `export NAME` for the name, finds it invalid and drops the line, so the "
        "service runs with the default.",
    .bad = R"(--- etcd.env
ETCD_NAME=etcd1
ETCD_DATA_DIR=/var/lib/etcd/main
export ETCD_HEARTBEAT_INTERVAL=200  # finding: ENV001
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
