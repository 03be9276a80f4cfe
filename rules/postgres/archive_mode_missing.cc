// An archive command that nobody runs.
#include <algorithm>
#include <array>

#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

// What people write to say that nothing is archived.
bool is_nothing(std::string_view command) {
  static constexpr auto words =
      std::to_array<std::string_view>({"", "/bin/true", "/bin/false", "true", "false", ":"});
  return std::find(words.begin(), words.end(), trim(command)) != words.end();
}

bool is_in_files(const Snapshot& cluster, std::string_view name) {
  return std::any_of(cluster.conf.begin(), cluster.conf.end(), [&](const ConfDocument* document) {
    return document->conf.find(name) != nullptr;
  });
}

void check(const Snapshot& cluster, Report& report) {
  for (const ParameterView& view : parameter_views(cluster)) {
    const ParameterUse* command = view.find("archive_command");
    if (command == nullptr || !command->is_judgeable() || is_nothing(command->text)) continue;
    const ParameterUse* mode = view.find("archive_mode");
    const bool is_off = mode != nullptr && view.text("archive_mode") == "off";
    const bool is_absent =
        mode == nullptr && view.is_dynamic_given && !is_in_files(cluster, "archive_mode");
    if (!is_off && !is_absent) continue;
    auto finding =
        report.add(command->at_name(), "`archive_command` is set, but `archive_mode` is off");
    if (is_off) finding.severity(Severity::info).label(mode->at(), "switched off here");
    finding.note("the command is never run").fix("set `archive_mode` to 'on'");
  }
}

}  // namespace

extern constinit const Rule archive_mode_missing{
    .id = "PGS025",
    .name = "archive-mode-missing",
    .severity = Severity::warning,
    .summary = "`archive_command` is set while archiving is off",
    .why =
        "The default of `archive_mode` is off. A command without it is never run, so the archive "
        "that backups rely on stays empty.",
    .bad = R"(scope: main
bootstrap:
  dcs:
    postgresql:
      parameters:
        archive_command: cp %p /archive/%f  # finding: PGS025
)",
    .good = R"(scope: main
bootstrap:
  dcs:
    postgresql:
      parameters:
        archive_mode: 'on'
        archive_command: cp %p /archive/%f
)",
    .sources = {"PostgreSQL 18 documentation, Write-Ahead Log, Archiving"},
    .check = check,
};

}  // namespace patrol::rules
