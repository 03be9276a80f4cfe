// Room for the data and the WAL.
#include <set>

#include "rules/drift/shared_host.h"

namespace patrol::rules {
namespace {

constexpr std::int64_t mebibyte = 1024LL * 1024;
constexpr std::int64_t little = 1024 * mebibyte;
constexpr std::int64_t next_to_nothing = 256 * mebibyte;

void check(const Snapshot& cluster, Report& report) {
  for (const MemberObservation& member : cluster.live->members) {
    if (!member.host) continue;
    std::set<std::string> told;  // file systems
    for (const ObservedDirectory& directory : member.host->directories) {
      if (!directory.free_bytes || *directory.free_bytes >= little) continue;
      if (!told.insert(directory.mount_point).second) continue;
      auto finding = report.add(said_by(member, Surface::host, directory.path),
                                cat(shown_bytes(*directory.free_bytes), " are free for ",
                                    shown(directory.path, 40), " on ", shown(member.name, 20)));
      finding
          .note(
              "a full disk stops the server: `PANIC: could not write to file`; a replica that runs "
              "full cannot take over")
          .fix("look for slots that keep WAL, failed archiving, and logs; enlarge the file system")
          .member(member.name);
      if (*directory.free_bytes < next_to_nothing) finding.severity(Severity::error);
    }
  }
}

}  // namespace

extern constinit const Rule disk_space{
    .id = "DRF084",
    .name = "disk-space",
    .severity = Severity::warning,
    .summary = "a file system that PostgreSQL writes to is almost full",
    .why =
        "Below a gigabyte a single checkpoint cycle of WAL with default settings may not fit any "
        "more.",
    .bad = R"(# finding: DRF084 n1
--- snapshot.json
{"scope": "shop", "members": [{"name": "n1", "host": {"directories": [
  {"path": "/var/lib/postgresql/15/main", "mount_point": "/", "free_bytes": 700000000},
  {"path": "/var/lib/postgresql/15/main/pg_wal", "mount_point": "/", "free_bytes": 700000000}]}}]}
)",
    .good = R"(--- snapshot.json
{"scope": "shop", "members": [{"name": "n1", "host": {"directories": [
  {"path": "/var/lib/postgresql/15/main", "mount_point": "/", "free_bytes": 9000000000},
  {"path": "/var/lib/postgresql/15/main/pg_wal", "mount_point": "/", "free_bytes": 9000000000}]}}]}
)",
    .sources = {"postgresql 15 disk-full.html"},
    .needs = {Surface::host},
    .check = check,
};

}  // namespace patrol::rules
