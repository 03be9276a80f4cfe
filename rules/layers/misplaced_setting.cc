// The name of a setting, in a section that does not read it.
#include "linter/engine/rule.h"
#include "rules/layers/shared_place.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const PlacedKey& key : cluster.keys) {
    // What belongs to the other layer has rules of its own.
    if (!key.is_away() || key.is_in_dcs() != key.is_at_home_in_dcs) continue;
    auto finding = report.add(at_key(key.value), cat("`", shown(key.name()), "` stands ",
                                                     place_of(key), ", where Patroni ignores it"));
    if (const Value twin = value_at_home(key)) finding.label(at_key(twin), "this one counts");
    finding.note(cat("Patroni looks for `", key.home, "` only, and logs nothing"))
        .fix(way_home(key));
  }
}

}  // namespace

extern constinit const Rule misplaced_setting{
    .id = "LAY004",
    .name = "misplaced-setting",
    .severity = Severity::error,
    .summary = "a setting stands in a section that does not read it",
    .why =
        "Patroni looks for each setting in one place. A setting that slid one level up or down, "
        "often by its indentation, is kept and never used, without a message.",
    .bad = R"(scope: main
postgresql:
  data_dir: /data/pg
  tags: {nofailover: true}  # finding: LAY004
)",
    .good = R"(scope: main
postgresql:
  data_dir: /data/pg
tags: {nofailover: true}
)",
    .sources = {"patroni 4.1.4 docs/yaml_configuration.rst",
                "patroni 4.1.4 docs/dynamic_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
