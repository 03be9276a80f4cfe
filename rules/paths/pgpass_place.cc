// Patroni writes the password file itself, so the path must be a file outside the data.
#include <algorithm>
#include <array>

#include "linter/engine/rule.h"
#include "rules/paths/shared_path.h"

namespace patrol::rules {
namespace {

// Directories on every machine that are given by mistake.
constexpr auto folders =
    std::to_array<std::string_view>({"/", "/tmp", "/home", "/root", "/var/lib/postgresql",
                                     "/var/lib/pgsql", "/home/postgres", "/etc", "/etc/patroni"});

bool is_directory(const WrittenPath& path, const PatroniDocument& member) {
  if (path.value.text().ends_with('/')) return true;
  if (std::find(folders.begin(), folders.end(), path.normal) != folders.end()) return true;
  for (const std::string_view setting :
       {"postgresql.data_dir", "postgresql.config_dir", "postgresql.bin_dir"}) {
    const auto other = path_at(member.root(), setting);
    if (other && (other->normal == path.normal || is_inside(other->normal, path.normal)))
      return true;
  }
  return false;
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    const auto path = path_at(member->root(), "postgresql.pgpass");
    if (!path) continue;
    const std::string text = shown(path->value.text());
    if (is_directory(*path, *member)) {
      report.add(at(path->value), cat("pgpass `", text, "` is a directory"))
          .note(
              "Patroni stops at start: `exists and it's not a file, check your "
              "postgresql.pgpass configuration`")
          .fix("name a file in it");
      continue;
    }
    const auto data = path_at(member->root(), "postgresql.data_dir");
    if (!data || !is_inside(path->normal, data->normal)) continue;
    report.add(at(path->value), cat("pgpass `", text, "` lies inside data_dir"))
        .label(at(data->value), "is emptied before the member is copied anew")
        .note(
            "pg_basebackup refuses a directory that is not empty, and the file is written before "
            "it "
            "runs")
        .fix("put it into the home of the database user");
  }
}

}  // namespace

extern constinit const Rule pgpass_place{
    .id = "PTH007",
    .name = "pgpass-place",
    .severity = Severity::error,
    .summary = "`postgresql.pgpass` is a directory or lies inside the data directory",
    .why =
        "Patroni overwrites this file with the replication password whenever it connects a "
        "replica. "
        "It must be a file, and it must survive the removal of the data directory.",
    .bad = R"(postgresql:
  data_dir: /var/lib/postgresql/16/main
  pgpass: /var/lib/postgresql/16/main/pgpass  # finding: PTH007
)",
    .good = R"(postgresql:
  data_dir: /var/lib/postgresql/16/main
  pgpass: /var/lib/postgresql/.pgpass_patroni
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/config.py",
                "patroni 4.1.4 docs/yaml_configuration.rst postgresql"},
    .check = check,
};

}  // namespace patrol::rules
