// Logical slots need wal_level logical.
#include <algorithm>

#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

// The first logical slot of the dynamic configuration.
Value logical_slot(const Snapshot& cluster) {
  for (const PlacedKey& key : cluster.keys)
    if (key.path == "slots.*" && key.is_in_dcs() && key.value["type"].text() == "logical")
      return key.value;
  return {};
}

void check(const Snapshot& cluster, Report& report) {
  const Value slot = logical_slot(cluster);
  if (!slot) return;
  for (const ParameterView& view : parameter_views(cluster)) {
    const ParameterUse* level = view.find("wal_level");
    const auto text = view.text("wal_level");
    if (!view.is_patroni || !text || *text == "logical") continue;
    auto finding = report.add(
        level != nullptr ? level->at() : at_key(slot),
        cat("`wal_level` is ", *text, "; the slot `", shown(slot.key().text()), "` is logical"));
    if (level != nullptr) finding.label(at_key(slot), "needs logical");
    finding.note("the slot is never made: `logical decoding requires wal_level >= logical`")
        .fix("set `wal_level` to logical in the dynamic configuration; it needs a restart");
    return;
  }
}

}  // namespace

extern constinit const Rule logical_slot_level{
    .id = "PGS043",
    .name = "logical-slot-level",
    .severity = Severity::error,
    .summary = "a permanent logical slot without `wal_level` logical",
    .why =
        "PostgreSQL refuses to create a logical slot below `wal_level` logical. Patroni tries "
        "again in each loop, and the consumer waits for changes that nobody keeps.",
    .bad = R"(bootstrap:
  dcs:
    slots:
      feed: {type: logical, database: shop, plugin: pgoutput}
    postgresql:
      parameters:
        wal_level: replica  # finding: PGS043
postgresql: {listen: "10.0.0.1:5432", data_dir: /srv/pg/main}
)",
    .good = R"(bootstrap:
  dcs:
    slots:
      feed: {type: logical, database: shop, plugin: pgoutput}
    postgresql:
      parameters:
        wal_level: logical
postgresql: {listen: "10.0.0.1:5432", data_dir: /srv/pg/main}
)",
    .sources = {"PostgreSQL 15 src/backend/replication/logical/logical.c",
                "patroni 4.1.4 patroni/postgresql/slots.py"},
    .check = check,
};

}  // namespace patrol::rules
