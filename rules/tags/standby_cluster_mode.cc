// A standby cluster is asynchronous, and a standby_cluster section without a source is none.
#include "linter/engine/rule.h"
#include "linter/model/python.h"
#include "linter/model/roles.h"

namespace patrol::rules {
namespace {

constexpr Version first_to_switch_off{3, 2, 0};

void report_inactive(const Value& section, Report& report) {
  if (section.is_opaque() || section.is_null()) return;
  report.add(at_key(section), "`standby_cluster` names no host, port or restore_command")
      .note(
          "Patroni takes it for no standby cluster: the member initializes a new, writable cluster")
      .fix("add `host` and `port` of the primary cluster, or `restore_command`")
      .severity(Severity::error);
}

void check(const Snapshot& cluster, Report& report) {
  for (const DynamicSection& dynamic : cluster.dynamic_sections()) {
    const Value section = dynamic.root["standby_cluster"];
    if (!section) continue;
    if (!names_standby_cluster(dynamic.root)) {
      report_inactive(section, report);
      continue;
    }
    const Value mode = dynamic.root["synchronous_mode"];
    if (is_synchronous(dynamic.root) != true) continue;
    if (cluster.patroni_version.version < first_to_switch_off) continue;
    report
        .add(at(mode), cat("`synchronous_mode` is `", shown(mode.text()), "` in a standby cluster"))
        .label(at_key(section), "replicates from another cluster")
        .note("Patroni ignores the mode here; after the promotion of this cluster it takes effect");
  }
}

}  // namespace

extern constinit const Rule standby_cluster_mode{
    .id = "TAG014",
    .name = "standby-cluster-mode",
    .severity = Severity::info,
    .summary = "`standby_cluster` is inactive, or stands beside `synchronous_mode`",
    .why =
        "A standby cluster replicates asynchronously whatever `synchronous_mode` says. And only a "
        "section with `host`, `port` or `restore_command` makes one: otherwise Patroni creates a "
        "new primary.",
    .bad = R"(bootstrap:
  dcs:
    standby_cluster:  # finding: TAG014
      primary_slot_name: dr
)",
    .good = R"(bootstrap:
  dcs:
    standby_cluster:
      host: 10.0.0.5
      primary_slot_name: dr
)",
    .sources = {"patroni 4.1.4 patroni/global_config.py is_standby_cluster",
                "patroni 4.1.4 docs/standby_cluster.rst"},
    .check = check,
};

}  // namespace patrol::rules
