// PostgreSQL starts only on a data directory that is its own.
#include "rules/drift/shared_host.h"

namespace patrol::rules {
namespace {

constexpr int owner_alone = 0700;
constexpr int group_reads = 0750;

// What most members' data directories belong to; empty where none stands out.
std::string usual_owner(const Snapshot& cluster) {
  std::map<std::string, std::size_t> owners;
  for (const MemberObservation& member : cluster.live->members)
    if (const ObservedDirectory* directory = data_directory(cluster, member))
      if (!directory->owner.empty()) ++owners[directory->owner];
  const auto most = std::max_element(
      owners.begin(), owners.end(),
      [](const auto& left, const auto& right) { return left.second < right.second; });
  return most == owners.end() || most->second < 2 ? std::string() : most->first;
}

std::string octal(int mode) {
  std::string out;
  for (int left = mode; left > 0; left /= 8)
    out.insert(out.begin(), static_cast<char>('0' + left % 8));
  return cat("0", out);
}

void check_mode(const MemberObservation& member, const ObservedDirectory& directory,
                const PatroniDocument* file, Report& report) {
  if (directory.mode == 0 || directory.mode == owner_alone || directory.mode == group_reads) return;
  auto finding = report.add(said_by(member, Surface::host, directory.path),
                            cat("data directory of ", shown(member.name, 20), " has mode ",
                                octal(directory.mode), "; PostgreSQL takes 0700 and 0750"));
  label_data_dir(file, finding);
  finding
      .note(
          "the running server goes on; the next start fails: `data directory \"…\" has invalid "
          "permissions`")
      .fix(cat("chmod 0700 ", shown(directory.path, 60)))
      .member(member.name);
}

void check_owner(const MemberObservation& member, const ObservedDirectory& directory,
                 const std::string& usual, Report& report) {
  const bool is_odd = !usual.empty() && directory.owner != usual;
  if (directory.owner.empty() || (directory.owner != "root" && !is_odd)) return;
  report
      .add(said_by(member, Surface::host, directory.path),
           cat("data directory of ", shown(member.name, 20), " belongs to ",
               shown(directory.owner, 20)))
      .note(
          "PostgreSQL does not start on a directory of another user: `data directory \"…\" has "
          "wrong "
          "ownership`")
      .fix(cat("chown ", usual.empty() ? std::string("postgres") : shown(usual), " ",
               shown(directory.path, 60)))
      .member(member.name);
}

void check(const Snapshot& cluster, Report& report) {
  const std::string usual = usual_owner(cluster);
  for (const MemberObservation& member : cluster.live->members) {
    const ObservedDirectory* directory = data_directory(cluster, member);
    if (directory == nullptr) continue;
    check_mode(member, *directory, file_of(cluster, member), report);
    check_owner(member, *directory, usual, report);
  }
}

}  // namespace

extern constinit const Rule data_dir_rights{
    .id = "DRF080",
    .name = "data-dir-rights",
    .severity = Severity::error,
    .summary = "a data directory has a mode or an owner with which PostgreSQL does not start",
    .why =
        "PostgreSQL looks at mode and owner when it starts, not while it runs. A `chmod` that went "
        "too far shows at the next restart or failover.",
    .bad = R"(# finding: DRF080 n1
--- snapshot.json
{"scope": "shop", "members": [{"name": "n1",
  "server": {"data_directory": "/var/lib/postgresql/15/main"},
  "host": {"directories": [{"path": "/var/lib/postgresql/15/main", "owner": "postgres", "mode": 493, "is_mount_root": false}]}}]}
)",
    .good = R"(--- snapshot.json
{"scope": "shop", "members": [{"name": "n1",
  "server": {"data_directory": "/var/lib/postgresql/15/main"},
  "host": {"directories": [{"path": "/var/lib/postgresql/15/main", "owner": "postgres", "mode": 488, "is_mount_root": false}]}}]}
)",
    .sources = {"postgresql 15 src/backend/utils/init/miscinit.c checkDataDir"},
    .needs = {Surface::host},
    .check = check,
};

}  // namespace patrol::rules
