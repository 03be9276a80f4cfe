// Parameters that only a later version has.
#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const ParameterUse& use : parameter_uses(cluster)) {
    if (use.guc == nullptr || !use.postgres.is_known || use.is_left_out()) continue;
    if (use.layer == ParameterUse::Layer::recovery) continue;
    const int first = use.guc->spans.front().from;
    const int major = use.postgres.version.major;
    if (major >= first || facts::is_recovery_parameter(use.name)) continue;
    report
        .add(use.at_name(), cat("`", use.guc->name, "` exists since PostgreSQL ", first,
                                ", the target is ", major))
        .note(use.is_in_file() ? "PostgreSQL refuses to start with it"
                               : "Patroni leaves it out: \"Removing unexpected parameter\"")
        .fix("remove it until the upgrade");
  }
}

}  // namespace

extern constinit const Rule parameter_too_new{
    .id = "PGS004",
    .name = "parameter-too-new",
    .severity = Severity::error,
    .summary = "a parameter is newer than the target version",
    .why =
        "An older server does not know the parameter: Patroni drops it with a line in the log, a "
        "file of PostgreSQL with it keeps the server from starting.",
    .bad = R"(scope: main
postgresql:
  bin_dir: /usr/lib/postgresql/12/bin
  parameters:
    wal_compression: on
    max_slot_wal_keep_size: 10GB  # finding: PGS004
)",
    .good = R"(scope: main
postgresql:
  bin_dir: /usr/lib/postgresql/13/bin
  parameters:
    max_slot_wal_keep_size: 10GB
)",
    .sources = {"pg_settings of PostgreSQL 10 to 18",
                "patroni 4.1.4 patroni/postgresql/validator.py"},
    .check = check,
};

}  // namespace patrol::rules
