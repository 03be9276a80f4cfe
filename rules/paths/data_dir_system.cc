// A data directory holds nothing but data: Patroni deletes what is in it.
#include <algorithm>
#include <array>

#include "linter/engine/rule.h"
#include "rules/paths/shared_path.h"

namespace patrol::rules {
namespace {

constexpr auto system_folders = std::to_array<std::string_view>(
    {"/",    "/bin", "/boot",    "/dev",     "/etc",       "/home",   "/lib",
     "/mnt", "/opt", "/proc",    "/root",    "/sbin",      "/srv",    "/sys",
     "/usr", "/var", "/var/lib", "/var/log", "/usr/local", "/usr/lib"});
// Where packages put the database user's home, with its keys and .pgpass.
constexpr auto homes = std::to_array<std::string_view>(
    {"/var/lib/postgresql", "/var/lib/pgsql", "/home/postgres", "/var/lib/postgres"});

template <typename List>
bool has(const List& list, std::string_view path) {
  return std::find(list.begin(), list.end(), path) != list.end();
}

void report_shared(const PatroniDocument& member, const WrittenPath& data, Report& report) {
  for (const std::string_view setting : {"postgresql.bin_dir", "log.dir", "raft.data_dir"}) {
    const auto other = path_at(member.root(), setting);
    if (!other || other->normal != data.normal) continue;
    report.add(at(data.value), cat("data_dir and `", setting, "` are the same directory"))
        .label(at(other->value), "the same")
        .note(
            "initdb and pg_basebackup refuse a directory that is not empty, and Patroni removes "
            "everything in data_dir before it copies the member anew")
        .severity(Severity::error)
        .fix("give each its own directory");
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    const auto data = path_at(member->root(), "postgresql.data_dir");
    if (!data) continue;
    report_shared(*member, *data, report);
    const bool is_system = has(system_folders, data->normal);
    if (!is_system && !has(homes, data->normal)) continue;
    auto finding = report.add(at(data->value),
                              cat("data_dir is `", shown(data->value.text()), "`, ",
                                  is_system ? "a system directory" : "the database user's home"));
    finding.note(
        "initdb refuses a directory that is not empty, and Patroni removes or renames the "
        "whole directory before it copies the member anew");
    finding.severity(is_system ? Severity::error : Severity::warning);
    finding.fix("use a folder of its own, such as /var/lib/postgresql/16/main");
  }
}

}  // namespace

extern constinit const Rule data_dir_system{
    .id = "PTH006",
    .name = "data-dir-system",
    .severity = Severity::error,
    .summary = "`data_dir` is a directory that holds other things",
    .why =
        "Patroni treats the data directory as its own: it is renamed after a failed bootstrap and "
        "removed before a reinitialization, with all that is in it.",
    .bad = R"(postgresql:
  data_dir: /var/lib/postgresql  # finding: PTH006
)",
    .good = R"(postgresql:
  data_dir: /var/lib/postgresql/16/main
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/__init__.py remove_data_directory"},
    .check = check,
};

}  // namespace patrol::rules
