// Dates in the dynamic configuration: it is kept as JSON, which has none.
#include "rules/yaml/shared_trees.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const PlacedKey& key : cluster.keys) {
    if (!key.is_in_dcs() || key.value.kind() != NodeKind::date) continue;
    auto finding = report.add(at(key.value), cat("`", shown(key.name()),
                                                 "` is read as a date, "
                                                 "which the DCS cannot keep"));
    finding.note(R"(Patroni's log: "Object of type date is not JSON serializable")");
    add_quotes(finding, key.value);
  }
}

}  // namespace

extern constinit const Rule date_in_dcs{
    .id = "YML013",
    .name = "date-in-dcs",
    .severity = Severity::error,
    .summary = "the dynamic configuration holds an unquoted date",
    .why =
        "The dynamic configuration is stored as JSON. A value that YAML reads as a date cannot "
        "be written there: a TypeError, and no configuration is saved.",
    .bad = R"(scope: main
bootstrap:
  dcs:
    ttl: 30
    postgresql:
      parameters:
        app.released: 2024-01-01  # finding: YML013
)",
    .good = R"(scope: main
bootstrap:
  dcs:
    ttl: 30
    postgresql:
      parameters:
        app.released: '2024-01-01'
)",
    .sources = {"patroni 4.1.4 patroni/config.py save_cache", "PyYAML 6.0 resolver.py"},
    .check = check,
};

}  // namespace patrol::rules
