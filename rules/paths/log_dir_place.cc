// log.dir is an existing directory outside the data directory.
#include "linter/engine/rule.h"
#include "rules/paths/shared_path.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    const auto path = path_at(member->root(), "log.dir");
    if (!path) continue;
    const std::string text = shown(path->value.text());
    if (path->normal.ends_with(".log") || path->normal == "/dev/null") {
      report.add(at(path->value), cat("log.dir is `", text, "`, which looks like a file"))
          .note(
              "Patroni writes patroni.log inside this directory and stops with a traceback when it "
              "does not exist")
          .fix("name the directory only");
      continue;
    }
    const auto data = path_at(member->root(), "postgresql.data_dir");
    if (!data || !is_inside(path->normal, data->normal)) continue;
    report.add(at(path->value), cat("log.dir `", text, "` lies inside data_dir"))
        .label(at(data->value), "must be empty when the member is created")
        .note(
            "the log file makes the data directory look initialized or broken, and it is removed "
            "with the data")
        .fix("log to a directory of its own, such as /var/log/patroni");
  }
}

}  // namespace

extern constinit const Rule log_dir_place{
    .id = "PTH009",
    .name = "log-dir-place",
    .severity = Severity::error,
    .summary = "`log.dir` is a file or lies inside the data directory",
    .why =
        "Patroni opens patroni.log inside `log.dir` before anything else. The directory must "
        "exist, "
        "and it must not be part of the data directory, which has to be empty when a member is "
        "created.",
    .bad = R"(log:
  dir: /var/log/patroni.log  # finding: PTH009
)",
    .good = R"(log:
  dir: /var/log/patroni
)",
    .sources = {"patroni 4.1.4 patroni/log.py", "patroni 4.1.4 docs/yaml_configuration.rst log"},
    .check = check,
};

}  // namespace patrol::rules
