// Patroni renames and removes data directories, which a mount point does not let it.
#include "rules/drift/shared_host.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const MemberObservation& member : cluster.live->members) {
    const ObservedDirectory* directory = data_directory(cluster, member);
    if (directory == nullptr || !directory->is_mount_root) continue;
    auto finding = report.add(said_by(member, Surface::host, directory->path),
                              cat("data directory of ", shown(member.name, 20),
                                  " is a mount point: ", shown(directory->path, 40)));
    label_data_dir(file_of(cluster, member), finding);
    finding
        .note(
            "Patroni cannot rename or remove it when a member is made anew: `Device or resource "
            "busy`; a `lost+found` in it stops pg_basebackup and initdb")
        .fix("put the data directory below the mount point, not on it")
        .member(member.name);
  }
}

}  // namespace

extern constinit const Rule data_dir_is_mount{
    .id = "DRF081",
    .name = "data-dir-is-mount",
    .severity = Severity::warning,
    .summary = "a data directory is the root of a mounted file system",
    .why =
        "After a failed bootstrap or before a new copy Patroni moves the directory away. With the "
        "file system not mounted, PostgreSQL would also start on an empty directory.",
    .bad = R"(# finding: DRF081 n1
--- snapshot.json
{"scope": "shop", "members": [{"name": "n1",
  "server": {"data_directory": "/var/lib/postgresql/15/main"},
  "host": {"directories": [{"path": "/var/lib/postgresql/15/main", "owner": "postgres", "mode": 448, "is_mount_root": true}]}}]}
)",
    .good = R"(--- snapshot.json
{"scope": "shop", "members": [{"name": "n1",
  "server": {"data_directory": "/var/lib/postgresql/15/main"},
  "host": {"directories": [{"path": "/var/lib/postgresql/15/main", "owner": "postgres", "mode": 448, "is_mount_root": false}]}}]}
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/__init__.py move_data_directory",
                "postgresql 15 creating-cluster.html"},
    .needs = {Surface::host},
    .check = check,
};

}  // namespace patrol::rules
