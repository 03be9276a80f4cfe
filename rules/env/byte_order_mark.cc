// A byte order mark becomes part of the first name.
#include "linter/engine/rule.h"
#include "rules/env/shared_env.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  each_problem(cluster, EnvProblem::Kind::byte_order_mark,
               [&](const EnvProblem& /*problem*/, const Spot& spot) {
                 report
                     .add(spot, "the file starts with a byte order mark; the first setting is lost")
                     .note("the journal says: Ignoring invalid environment assignment")
                     .fix("save the file as UTF-8 without a byte order mark");
               });
}

}  // namespace

extern constinit const Rule byte_order_mark{
    .id = "ENV011",
    .name = "byte-order-mark",
    .severity = Severity::error,
    .summary = "the file starts with a byte order mark",
    .why =
        "The mark becomes part of the first name, which is then invalid, and the first setting is "
        "lost.",
    .bad =
        "--- etcd.env\n\xEF\xBB\xBF"
        "ETCD_NAME=etcd1  # finding: "
        "ENV011\nETCD_DATA_DIR=/var/lib/etcd/main\nETCD_HEARTBEAT_INTERVAL=100\n",
    .good = R"(--- etcd.env
ETCD_NAME=etcd1
ETCD_DATA_DIR=/var/lib/etcd/main
)",
    .sources = {"systemd 252 man systemd.exec, EnvironmentFile=",
                "systemd 252 src/basic/env-file.c"},
    .check = check,
};

}  // namespace patrol::rules
