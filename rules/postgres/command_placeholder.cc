// Commands that never learn which file they are for.
#include <algorithm>
#include <array>

#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

// Commands that do nothing on purpose.
bool is_nothing(std::string_view command) {
  static constexpr auto words =
      std::to_array<std::string_view>({"", ":", "true", "false", "/bin/true", "/bin/false",
                                       "/usr/bin/true", "exit 0", "cd .", "rem"});
  return std::find(words.begin(), words.end(), trim(command)) != words.end();
}

// The first placeholder that the command needs and lacks.
std::string_view missing(std::string_view name, std::string_view command) {
  if (!contains(command, "%p")) return "%p";
  if (name == "restore_command" && !contains(command, "%f")) return "%f";
  return {};
}

void check(const Snapshot& cluster, Report& report) {
  for (const ParameterUse& use : parameter_uses(cluster)) {
    const std::string name = lower(use.name);
    const bool is_command = name == "archive_command" || name == "restore_command";
    if (!is_command || !use.is_judgeable() || is_nothing(use.text)) continue;
    const auto placeholder = missing(name, use.text);
    if (placeholder.empty()) continue;
    report.add(use.at(), cat("`", name, "` has no ", placeholder))
        .note(placeholder == "%p" ? "%p is replaced by the path of the file in the server"
                                  : "%f is replaced by the name of the wanted file")
        .fix(cat("pass ", placeholder, " to the command"));
  }
}

}  // namespace

extern constinit const Rule command_placeholder{
    .id = "PGS027",
    .name = "command-placeholder",
    .severity = Severity::warning,
    .summary = "`archive_command` lacks %p, or `restore_command` lacks %p or %f",
    .why =
        "The server puts path and name of the WAL file in place of %p and %f. A command without "
        "them cannot know what to copy: it archives nothing and says it succeeded, or restores "
        "nothing.",
    .bad = R"(scope: main
postgresql:
  parameters:
    archive_mode: 'on'
    archive_command: pgbackrest --stanza=main archive-push  # finding: PGS027
)",
    .good = R"(scope: main
postgresql:
  parameters:
    archive_mode: 'on'
    archive_command: pgbackrest --stanza=main archive-push %p
)",
    .sources = {"PostgreSQL 18 documentation, Continuous Archiving"},
    .check = check,
};

}  // namespace patrol::rules
