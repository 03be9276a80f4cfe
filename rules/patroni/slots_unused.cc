// Permanent slots are made only while Patroni manages slots at all.
#include "linter/engine/rule.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const DynamicSection& dynamic : cluster.dynamic_sections()) {
    const Value slots = dynamic.root["slots"];
    const Value use_slots = dynamic.root["postgresql"]["use_slots"];
    if (slots.members().empty() || use_slots.boolean() != false) continue;
    report.add(at_key(slots), "`slots` has no effect; `use_slots` is off")
        .label(at(use_slots), "no slots are managed")
        .note("Patroni makes no permanent slot, and copies none to the standbys")
        .fix("set `postgresql.use_slots` to true, or remove `slots`");
  }
}

}  // namespace

extern constinit const Rule slots_unused{
    .id = "PAT011",
    .name = "slots-unused",
    .severity = Severity::warning,
    .summary = "permanent slots are listed while `use_slots` is off",
    .why =
        "With `use_slots` off Patroni leaves all replication slots alone. The consumers of the "
        "listed slots lose their place at the next failover.",
    .bad = R"(bootstrap:
  dcs:
    slots:  # finding: PAT011
      feed: {type: physical}
    postgresql: {use_slots: false}
)",
    .good = R"(bootstrap:
  dcs:
    slots:
      feed: {type: physical}
    postgresql: {use_slots: true}
)",
    .sources = {"patroni 3.0.2 patroni/dcs/__init__.py Cluster.use_slots",
                "patroni 4.1.4 docs/dynamic_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
