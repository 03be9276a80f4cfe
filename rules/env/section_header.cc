// Section headers mean nothing here.
#include "linter/engine/rule.h"
#include "rules/env/shared_env.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  each_problem(
      cluster, EnvProblem::Kind::section_header,
      [&](const EnvProblem& /*problem*/, const Spot& spot) {
        report.add(spot, "a section header stands in an environment file; the line is ignored")
            .fix("put `#` in front of it");
      });
}

}  // namespace

extern constinit const Rule section_header{
    .id = "ENV013",
    .name = "section-header",
    .severity = Severity::info,
    .summary = "a section header stands in an environment file",
    .why = "An environment file has no sections; the line is ignored.",
    .bad = R"(--- etcd.env
[member]  # finding: ENV013
ETCD_NAME=etcd1
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
