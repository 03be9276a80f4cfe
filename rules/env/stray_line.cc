// A line without `=` sets nothing.
#include "linter/engine/rule.h"
#include "rules/env/shared_env.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  each_problem(
      cluster, EnvProblem::Kind::no_assignment, [&](const EnvProblem& problem, const Spot& spot) {
        const std::string_view text = trim(cluster.sources->text(problem.at));
        const std::string_view word = text.substr(0, text.find_first_of(": \t"));
        const bool is_setting = word.starts_with("ETCD_") || word.starts_with("PATRONI_");
        auto finding = report.add(is_setting ? Spot{problem.at, std::string(word)} : spot,
                                  is_setting ? cat('`', shown(word), "` has no `=` and is not set")
                                             : std::string("a line has no `=` and is ignored"));
        if (is_setting) finding.severity(Severity::error);
        finding.fix(is_setting ? "write NAME=value" : "put `#` in front of it, or remove it");
      });
}

}  // namespace

extern constinit const Rule stray_line{
    .id = "ENV014",
    .name = "stray-line",
    .severity = Severity::warning,
    .summary = "a line is no assignment",
    .why = "systemd ignores a line without `=` and says nothing. `NAME: value` is such a line.",
    .bad = R"(--- etcd.env
ETCD_NAME=etcd1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_HEARTBEAT_INTERVAL: 200  # finding: ENV014
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
