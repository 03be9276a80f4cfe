// Settings of log files while no log file is written.
#include <array>

#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

// These have no default that people would repeat; the others are too often copied along.
constexpr auto names = std::to_array<std::string_view>(
    {"log_directory", "log_filename", "log_rotation_age", "log_rotation_size",
     "log_truncate_on_rotation", "log_file_mode"});

const ParameterUse* first_of(const ParameterView& view) {
  for (const auto name : names)
    if (const ParameterUse* use = view.find(name)) return use;
  return nullptr;
}

void check(const Snapshot& cluster, Report& report) {
  for (const ParameterView& view : parameter_views(cluster)) {
    const ParameterUse* use = first_of(view);
    const ParameterUse* collector = view.find("logging_collector");
    const bool is_off = view.truth("logging_collector") == std::optional(false);
    if (use == nullptr || !is_off || !view.is_dynamic_given || !cluster.conf.empty()) continue;
    auto finding = report.add(
        use->at_name(), cat("`", use->guc->name, "` has no effect; `logging_collector` is off"));
    if (collector != nullptr) finding.label(collector->at(), "switched off here");
    finding.note("without the collector the server writes to its standard error")
        .fix("set `logging_collector` to on, or remove the line");
  }
}

}  // namespace

extern constinit const Rule logging_collector_off{
    .id = "PGS036",
    .name = "logging-collector-off",
    .severity = Severity::info,
    .summary = "log files are described, but `logging_collector` is off",
    .why =
        "`log_directory`, `log_filename` and the rotation belong to the collector. Without it "
        "nothing of that happens and the log goes to standard error, with Patroni to its own log.",
    .bad = R"(scope: main
bootstrap:
  dcs:
    postgresql:
      parameters:
        log_directory: /var/log/postgresql  # finding: PGS036
)",
    .good = R"(scope: main
bootstrap:
  dcs:
    postgresql:
      parameters:
        logging_collector: on
        log_directory: /var/log/postgresql
)",
    .sources = {"PostgreSQL 18 documentation, Where to Log"},
    .check = check,
};

}  // namespace patrol::rules
