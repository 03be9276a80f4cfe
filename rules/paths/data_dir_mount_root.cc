// Patroni renames and removes the data directory, so it must own the directory above it.
#include <algorithm>
#include <array>

#include "linter/engine/rule.h"
#include "rules/paths/shared_path.h"

namespace patrol::rules {
namespace {

std::size_t depth(std::string_view normal) {
  return static_cast<std::size_t>(std::count(normal.begin(), normal.end(), '/'));
}

// /mnt/x and /media/x are where disks are mounted.
bool is_below_mount_folder(std::string_view normal) {
  constexpr auto folders = std::to_array<std::string_view>({"/mnt", "/media"});
  return depth(normal) == 2 && std::any_of(folders.begin(), folders.end(),
                                           [&](auto folder) { return is_inside(normal, folder); });
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    const auto path = path_at(member->root(), "postgresql.data_dir");
    if (!path || !path->normal.starts_with('/')) continue;
    const bool is_below_root = depth(path->normal) == 1 && path->normal != "/";
    if (!is_below_root && !is_below_mount_folder(path->normal)) continue;
    auto finding =
        report.add(at(path->value), cat("data_dir `", shown(path->value.text()), "` ",
                                        is_below_root ? "is directly below the root directory"
                                                      : "is probably the root of a mounted disk"));
    finding.note(
        "Patroni renames the directory after a failed bootstrap and removes it before a new "
        "copy; in a mount point or below / it may do neither (`Could not rename data "
        "directory`)");
    finding.fix(cat("use a folder inside it, such as ", shown(path->normal), "/data"));
  }
}

}  // namespace

extern constinit const Rule data_dir_mount_root{
    .id = "PTH002",
    .name = "data-dir-mount-root",
    .severity = Severity::warning,
    .summary = "`data_dir` is a mount point or lies directly below /",
    .why =
        "When a bootstrap fails or a replica is rebuilt, Patroni renames or removes the whole "
        "directory. The database user cannot do that with a mount point, nor with a directory "
        "whose parent belongs to root, and initdb refuses the lost+found of a new file system.",
    .bad = R"(postgresql:
  data_dir: /pgdata  # finding: PTH002
)",
    .good = R"(postgresql:
  data_dir: /pgdata/16/main
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/__init__.py move_data_directory",
                "postgresql 18 creating-cluster.html"},
    .yields_to = {Surface::host},
    .check = check,
};

}  // namespace patrol::rules
