// Data under a directory that the system empties is lost with the next start.
#include <algorithm>
#include <array>

#include "linter/engine/rule.h"
#include "rules/paths/shared_path.h"

namespace patrol::rules {
namespace {

constexpr auto volatile_folders = std::to_array<std::string_view>(
    {"/tmp", "/var/tmp", "/run", "/var/run", "/dev/shm", "/var/cache"});

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    const auto path = path_at(member->root(), "postgresql.data_dir");
    if (!path) continue;
    const auto* folder = std::find_if(
        volatile_folders.begin(), volatile_folders.end(), [&](std::string_view candidate) {
          return path->normal == candidate || is_inside(path->normal, candidate);
        });
    if (folder == volatile_folders.end()) continue;
    report
        .add(at(path->value),
             cat("data_dir `", shown(path->value.text()), "` lies below ", *folder))
        .note(
            "the system may empty that directory at a reboot or after some days; the member then "
            "comes back without data, and a whole cluster may lose everything")
        .fix("use a directory that stays, such as /var/lib/postgresql");
  }
}

}  // namespace

extern constinit const Rule data_dir_volatile{
    .id = "PTH003",
    .name = "data-dir-volatile",
    .severity = Severity::warning,
    .summary = "`data_dir` lies in a directory that is emptied by the system",
    .why = "/tmp, /run and the like are cleared at boot or by age, or live in memory.",
    .bad = R"(postgresql:
  data_dir: /tmp/pgdata  # finding: PTH003
)",
    .good = R"(postgresql:
  data_dir: /var/lib/postgresql/16/main
)",
    .sources = {"Filesystem Hierarchy Standard 3.0", "systemd tmpfiles.d(5)"},
    .check = check,
};

}  // namespace patrol::rules
