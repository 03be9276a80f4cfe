// Relative paths depend on the directory that Patroni was started in.
#include <array>

#include "linter/engine/rule.h"
#include "rules/paths/shared_path.h"

namespace patrol::rules {
namespace {

constexpr auto settings =
    std::to_array<std::string_view>({"postgresql.data_dir", "postgresql.config_dir",
                                     "postgresql.bin_dir", "log.dir", "raft.data_dir"});

void check_path(const Value& path, std::string_view setting, Report& report) {
  const std::string_view text = path.text();
  const bool is_shell = text.starts_with('~') || text.starts_with('$');
  auto finding =
      report.add(at(path), cat('`', setting, "` is `", shown(text), "`, a relative path"));
  if (is_shell) {
    finding.severity(Severity::error);
    finding.note(
        "Patroni is no shell: `~` and variables stay as they are, and the directory is "
        "created with that name");
  } else {
    finding.note(
        "it counts from the directory in which Patroni was started, which under systemd is / "
        "unless WorkingDirectory is set");
  }
  finding.fix("write the absolute path");
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    for (const std::string_view setting : settings) {
      const auto path = path_at(member->root(), setting);
      if (path && !is_absolute_path(path->value.text())) check_path(path->value, setting, report);
    }
  }
}

}  // namespace

extern constinit const Rule path_relative{
    .id = "PTH004",
    .name = "path-relative",
    .severity = Severity::warning,
    .summary = "a directory is given as a relative path",
    .why =
        "Patroni takes the path as it is. Started by hand from another directory, or by systemd, "
        "it "
        "finds no data there and bootstraps or copies anew.",
    .bad = R"(postgresql:
  data_dir: data/postgresql0  # finding: PTH004
)",
    .good = R"(postgresql:
  data_dir: /var/lib/postgresql/16/main
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/config.py",
                "patroni 4.1.4 patroni/postgresql/__init__.py"},
    .check = check,
};

}  // namespace patrol::rules
