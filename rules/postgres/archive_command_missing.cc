// Archiving is on and nothing archives.
#include <algorithm>

#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

// A file of PostgreSQL beside it may hold the command.
bool is_in_files(const Snapshot& cluster, std::string_view name) {
  return std::any_of(cluster.conf.begin(), cluster.conf.end(), [&](const ConfDocument* document) {
    return document->conf.find(name) != nullptr;
  });
}

bool is_unreadable(const ParameterView& view, std::string_view name) {
  const ParameterUse* use = view.find(name);
  return use != nullptr && !use->is_judgeable();
}

bool is_empty(const ParameterView& view, std::string_view name) {
  return view.text(name).value_or("").empty();
}

void check(const Snapshot& cluster, Report& report) {
  for (const ParameterView& view : parameter_views(cluster)) {
    const ParameterUse* mode = view.find("archive_mode");
    if (mode == nullptr || view.text("archive_mode").value_or("off") == "off") continue;
    const bool is_open = is_unreadable(view, "archive_command") ||
                         is_unreadable(view, "archive_library") || !view.is_dynamic_given;
    const bool has_one = !is_empty(view, "archive_command") || !is_empty(view, "archive_library");
    const bool is_elsewhere =
        view.find("archive_command") == nullptr &&
        (is_in_files(cluster, "archive_command") || is_in_files(cluster, "archive_library"));
    if (is_open || has_one || is_elsewhere) continue;
    auto finding = report.add(mode->at(), "`archive_mode` is on, but no `archive_command` is set");
    if (const ParameterUse* command = view.find("archive_command"))
      finding.label(command->at(), "empty");
    finding.note("segments wait for the archiver and pg_wal grows until the disk is full")
        .fix("set `archive_command`, or switch `archive_mode` off");
  }
}

}  // namespace

extern constinit const Rule archive_command_missing{
    .id = "PGS024",
    .name = "archive-command-missing",
    .severity = Severity::warning,
    .summary = "`archive_mode` is on without a command or library to archive with",
    .why =
        "With archiving on, a WAL segment is kept until it is archived. Without a command none "
        "ever is: pg_wal grows until the disk is full.",
    .bad = R"(scope: main
bootstrap:
  dcs:
    postgresql:
      parameters:
        archive_mode: 'on'  # finding: PGS024
)",
    .good = R"(scope: main
bootstrap:
  dcs:
    postgresql:
      parameters:
        archive_mode: 'on'
postgresql:
  parameters:
    archive_command: cp %p /archive/%f
)",
    .sources = {"PostgreSQL 18 documentation, Write-Ahead Log, Archiving"},
    .check = check,
};

}  // namespace patrol::rules
