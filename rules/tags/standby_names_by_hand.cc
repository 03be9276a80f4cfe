// synchronous_standby_names belongs to Patroni when synchronous_mode is on.
#include "linter/engine/rule.h"
#include "linter/model/layers.h"
#include "linter/model/python.h"
#include "linter/model/roles.h"

namespace patrol::rules {
namespace {

void report_names(const Value& names, const Value& dynamic, Report& report) {
  const auto is_on = is_synchronous(dynamic);
  if (!names || names.is_opaque() || !python_truth(names).value_or(false) || !is_on) return;
  if (!*is_on) {
    report.add(at(names), "`synchronous_standby_names` is set by hand; Patroni does not know of it")
        .note("a failover may pick a replica that does not have the confirmed writes")
        .note("a replica that is away blocks all commits until somebody changes the value")
        .fix("let Patroni manage it with `synchronous_mode: true`")
        .severity(Severity::info);
    return;
  }
  report
      .add(at(names), "`synchronous_standby_names` is set by hand although synchronous_mode is on")
      .label(at(dynamic["synchronous_mode"]), "Patroni writes the names itself")
      .note("the value is overwritten in every loop of the leader")
      .fix("remove the parameter");
}

void check(const Snapshot& cluster, Report& report) {
  constexpr std::string_view name = "synchronous_standby_names";
  for (const PatroniDocument* member : cluster.patroni)
    report_names(parameter_in(member->root().at("postgresql.parameters"), name),
                 dynamic_root(cluster, *member), report);
  for (const DynamicSection& dynamic : cluster.dynamic_sections())
    report_names(parameter_in(dynamic.root.at("postgresql.parameters"), name), dynamic.root,
                 report);
}

}  // namespace

extern constinit const Rule standby_names_by_hand{
    .id = "TAG012",
    .name = "standby-names-by-hand",
    .severity = Severity::warning,
    .summary = "`synchronous_standby_names` is set beside `synchronous_mode`",
    .why =
        "In synchronous mode Patroni chooses the standbys and writes the parameter. A value in the "
        "configuration is overwritten; without the mode it binds PostgreSQL to standbys that "
        "Patroni does not prefer in a failover.",
    .bad = R"(bootstrap:
  dcs:
    synchronous_mode: true
    postgresql:
      parameters:
        synchronous_standby_names: '*'  # finding: TAG012
)",
    .good = R"(bootstrap:
  dcs:
    synchronous_mode: true
)",
    .sources = {"patroni 4.1.4 docs/replication_modes.rst",
                "patroni 4.1.4 patroni/postgresql/sync.py"},
    .check = check,
};

}  // namespace patrol::rules
