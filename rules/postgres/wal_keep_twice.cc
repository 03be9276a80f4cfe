// Both names of the WAL that is kept for standbys.
#include "linter/model/layers.h"
#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

void check_mapping(const Value& parameters, int major, Report& report) {
  const Value segments = parameter_in(parameters, "wal_keep_segments");
  const Value size = parameter_in(parameters, "wal_keep_size");
  if (!segments || !size) return;
  const bool has_size = major >= 13;
  report
      .add(at_key(has_size ? segments : size),
           cat("`", has_size ? "wal_keep_segments" : "wal_keep_size", "` has no effect beside `",
               has_size ? "wal_keep_size" : "wal_keep_segments", "`"))
      .label(at_key(has_size ? size : segments), cat("counts in PostgreSQL ", major))
      .fix("remove it");
}

void check(const Snapshot& cluster, Report& report) {
  for (const DynamicSection& dcs : cluster.dynamic_sections()) {
    const KnownVersion& version =
        dcs.member != nullptr ? dcs.member->postgres : cluster.postgres_version;
    if (version.is_known)
      check_mapping(dcs.root.at("postgresql.parameters"), version.version.major, report);
  }
}

}  // namespace

extern constinit const Rule wal_keep_twice{
    .id = "PGS032",
    .name = "wal-keep-twice",
    .severity = Severity::info,
    .summary = "`wal_keep_segments` and `wal_keep_size` are both set",
    .why =
        "Patroni converts the one into the other where only one is set. When both are there, the "
        "one that the version knows counts and the other is dropped.",
    .bad = R"(scope: main
bootstrap:
  dcs:
    postgresql:
      parameters:
        wal_keep_segments: 100  # finding: PGS032
        wal_keep_size: 2GB
postgresql:
  bin_dir: /usr/lib/postgresql/15/bin
)",
    .good = R"(scope: main
bootstrap:
  dcs:
    postgresql:
      parameters:
        wal_keep_size: 2GB
postgresql:
  bin_dir: /usr/lib/postgresql/15/bin
)",
    .sources =
        {"patroni 4.1.4 patroni/postgresql/config.py _handle_wal_buffers, get_server_parameters"},
    .check = check,
};

}  // namespace patrol::rules
