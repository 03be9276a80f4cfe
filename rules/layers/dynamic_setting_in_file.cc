// Cluster-wide settings are read from the DCS; in a member's file they count only inside
// bootstrap.dcs, when the cluster is created.
#include "linter/engine/rule.h"
#include "linter/model/same_value.h"
#include "rules/layers/shared_place.h"

namespace patrol::rules {
namespace {

bool is_default(const PlacedKey& key) {
  return key.fact != nullptr && key.value.is_scalar() &&
         lower(key.value.python_str()) == lower(key.fact->default_value);
}

void check(const Snapshot& cluster, Report& report) {
  for (const PlacedKey& key : cluster.keys) {
    if (!key.is_away() || key.is_in_dcs() || !key.is_at_home_in_dcs) continue;
    const Value twin = value_at_home(key);
    const bool is_harmless = twin ? is_same_value(twin, key.value) : is_default(key);
    auto finding =
        report.add(at_key(key.value), cat("`", shown(key.name()), "` stands ", place_of(key),
                                          "; Patroni takes it from the DCS only"));
    if (is_harmless) finding.severity(Severity::info);
    if (twin) finding.label(at(twin), "what a new cluster starts with");
    finding.note("Patroni drops it without a message; patronictl show-config prints what counts")
        .fix(way_home(key));
  }
}

}  // namespace

extern constinit const Rule dynamic_setting_in_file{
    .id = "LAY001",
    .name = "dynamic-setting-in-file",
    .severity = Severity::error,
    .summary = "a cluster-wide setting stands in the member's file, outside `bootstrap.dcs`",
    .why =
        "Settings such as `ttl`, `synchronous_mode`, `slots` or `standby_cluster` are read from "
        "the DCS. Elsewhere in patroni.yml they are dropped, and the cluster runs the default.",
    .bad = R"(scope: main
bootstrap:
  dcs: {ttl: 30}
  synchronous_mode: true  # finding: LAY001
)",
    .good = R"(scope: main
bootstrap:
  dcs: {ttl: 30, synchronous_mode: true}
)",
    .sources = {"patroni 4.1.4 patroni/config.py _build_effective_configuration",
                "patroni 4.1.4 docs/dynamic_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
