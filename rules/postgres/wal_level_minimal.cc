// A server without replication cannot archive or have senders.
#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

void check_view(const ParameterView& view, Report& report) {
  const ParameterUse* level = view.find("wal_level");
  if (level == nullptr || view.is_patroni || view.text("wal_level") != "minimal") return;
  const auto tell = [&](std::string_view name, std::string_view why) {
    auto finding =
        report.add(level->at(), cat("`wal_level` is minimal, but `", name, "` is ", why));
    if (const ParameterUse* other = view.find(name)) finding.label(other->at(), "set here");
    finding.note("PostgreSQL refuses to start").fix("set `wal_level` to replica");
  };
  if (const auto mode = view.text("archive_mode"); mode && *mode != "off")
    return tell("archive_mode", *mode);
  if (const auto senders = view.number("max_wal_senders"); senders.value_or(0) > 0)
    return tell("max_wal_senders", cat(*senders));
  if (view.truth("summarize_wal").value_or(false)) tell("summarize_wal", "on");
}

void check(const Snapshot& cluster, Report& report) {
  for (const ParameterView& view : parameter_views(cluster)) check_view(view, report);
}

}  // namespace

extern constinit const Rule wal_level_minimal{
    .id = "PGS021",
    .name = "wal-level-minimal",
    .severity = Severity::error,
    .summary = "`wal_level` is minimal beside archiving or replication",
    .why =
        "With `wal_level = minimal` the server starts only without archiving, without WAL senders "
        "(the default is 10) and without WAL summaries. Patroni never uses minimal; in a "
        "postgresql.conf of its own it stops the server.",
    .bad = R"(--- postgresql.conf
wal_level = minimal  # finding: PGS021
archive_mode = on
archive_command = 'cp %p /archive/%f'
)",
    .good = R"(--- postgresql.conf
wal_level = minimal
max_wal_senders = 0
)",
    .sources = {"PostgreSQL 10 to 18 started with 34 sets of options"},
    .check = check,
};

}  // namespace patrol::rules
