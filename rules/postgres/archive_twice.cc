// A command and a library to archive with.
#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const ParameterView& view : parameter_views(cluster)) {
    const ParameterUse* library = view.find("archive_library");
    const ParameterUse* command = view.find("archive_command");
    if (library == nullptr || command == nullptr || view.postgres.version.major < 15) continue;
    const bool is_set = library->is_judgeable() && command->is_judgeable() &&
                        !library->text.empty() && !command->text.empty();
    if (!is_set) continue;
    report.add(library->at(), "`archive_library` is set beside `archive_command`")
        .label(command->at(), "the command")
        .note(view.postgres.version.major == 15
                  ? "PostgreSQL 15 runs the library only, without a message"
                  : "the archiver fails again and again, and pg_wal grows")
        .fix("keep one of the two");
  }
}

}  // namespace

extern constinit const Rule archive_twice{
    .id = "PGS026",
    .name = "archive-twice",
    .severity = Severity::error,
    .summary = "`archive_command` and `archive_library` are both set",
    .why =
        "From 16 on the archiver refuses to work when both are set and fails in a loop while "
        "pg_wal grows; 15 silently prefers the library.",
    .bad = R"(scope: main
postgresql:
  bin_dir: /usr/lib/postgresql/16/bin
  parameters:
    archive_mode: 'on'
    archive_command: cp %p /archive/%f
    archive_library: basic_archive  # finding: PGS026
)",
    .good = R"(scope: main
postgresql:
  bin_dir: /usr/lib/postgresql/16/bin
  parameters:
    archive_mode: 'on'
    archive_command: ''
    archive_library: basic_archive
)",
    .sources = {"PostgreSQL 10 to 18 started with 34 sets of options"},
    .check = check,
};

}  // namespace patrol::rules
