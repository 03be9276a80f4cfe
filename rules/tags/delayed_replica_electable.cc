// A replica that applies WAL late on purpose should not be promoted.
#include <array>

#include "linter/engine/rule.h"
#include "linter/model/layers.h"
#include "linter/model/python.h"
#include "linter/model/roles.h"

namespace patrol::rules {
namespace {

constexpr std::string_view name = "recovery_min_apply_delay";

bool is_delay(const Value& value) {
  if (!value || value.is_opaque() || value.is_null()) return false;
  if (const auto number = python_int(value)) return *number > 0;
  const std::string_view text = value.text();
  return text.find_first_of("123456789") != std::string_view::npos;
}

// The delay in a `postgresql` section, whichever of its two places it has.
Value delay_in(const Value& postgresql) {
  for (const std::string_view section : {"recovery_conf", "parameters"})
    if (const Value value = parameter_in(postgresql[section], name); is_delay(value)) return value;
  return {};
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    const Value delay = delay_in(member->root()["postgresql"]);
    if (!delay || is_nofailover(*member) != false) continue;
    const Value tags = member->root()["tags"];
    report
        .add(at(delay), cat("the replica is delayed by `", shown(delay.text()),
                            "` and can still become leader"))
        .note(
            "a failover to it first has to replay everything that was held back, and with "
            "synchronous_mode it may be the synchronous standby")
        .fix(tags.is_mapping() ? "add `nofailover: true` and `nosync: true` to its tags"
                               : "give it tags with `nofailover: true` and `nosync: true`");
  }
  for (const DynamicSection& dynamic : cluster.dynamic_sections()) {
    const Value delay = delay_in(dynamic.root["postgresql"]);
    if (!delay || names_standby_cluster(dynamic.root)) continue;
    report.add(at(delay), cat("`", name, "` is `", shown(delay.text()), "` for every member"))
        .note(
            "all replicas replay late, so every failover waits for that long or is refused for lag")
        .fix("set it in the file of the one delayed member");
  }
}

}  // namespace

extern constinit const Rule delayed_replica_electable{
    .id = "TAG006",
    .name = "delayed-replica-electable",
    .severity = Severity::warning,
    .summary = "a delayed replica may be promoted",
    .why =
        "`recovery_min_apply_delay` keeps a replica behind on purpose, usually as a protection "
        "against mistakes. Without `nofailover` it takes part in elections like any other.",
    .bad = R"(postgresql:
  recovery_conf:
    recovery_min_apply_delay: 1h  # finding: TAG006
)",
    .good = R"(postgresql:
  recovery_conf:
    recovery_min_apply_delay: 1h
tags: {nofailover: true, nosync: true}
)",
    .sources = {"patroni 4.1.4 docs/yaml_configuration.rst tags",
                "postgresql 18 runtime-config-replication recovery_min_apply_delay"},
    .check = check,
};

}  // namespace patrol::rules
