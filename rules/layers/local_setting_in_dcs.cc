// What belongs to one member is read from that member's file; the DCS's copy is dropped.
#include "linter/engine/rule.h"
#include "linter/model/same_value.h"
#include "rules/layers/shared_place.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const PlacedKey& key : cluster.keys) {
    if (!key.is_away() || !key.is_in_dcs() || key.is_at_home_in_dcs) continue;
    const Value twin = key.layer == SettingLayer::bootstrap_dcs ? value_at_home(key) : Value{};
    auto finding =
        report.add(at_key(key.value), cat("`", shown(key.name()), "` stands ", place_of(key),
                                          "; Patroni takes it from the member's own file"));
    if (twin) finding.label(at(twin), "this one counts");
    if (twin && is_same_value(twin, key.value)) finding.severity(Severity::info);
    finding.note("it is kept in the DCS and has no effect there, without a message")
        .fix(cat("move it to `", key.home, "` of each member's patroni.yml"));
  }
}

}  // namespace

extern constinit const Rule local_setting_in_dcs{
    .id = "LAY003",
    .name = "local-setting-in-dcs",
    .severity = Severity::error,
    .summary = "a setting of a single member stands in the dynamic configuration",
    .why =
        "Addresses, paths, credentials, tags, log, watchdog and REST settings belong to one "
        "member. Patroni removes them from the dynamic configuration before it uses it.",
    .bad = R"(scope: main
bootstrap:
  dcs:
    ttl: 30
    tags: {nofailover: true}  # finding: LAY003
)",
    .good = R"(scope: main
bootstrap:
  dcs:
    ttl: 30
tags: {nofailover: true}
)",
    .sources = {"patroni 4.1.4 patroni/config.py _safe_copy_dynamic_configuration",
                "patroni 4.1.4 docs/dynamic_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
