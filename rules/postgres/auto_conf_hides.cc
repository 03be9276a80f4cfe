// ALTER SYSTEM against the configuration of Patroni.
#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

void check_file(const ConfDocument& document, const ParameterView& view, Report& report) {
  for (const ConfSetting& setting : document.conf.settings) {
    const ParameterUse* use = view.find(setting.name);
    const auto* row = facts::find_controlled_parameter(setting.name);
    const bool is_on_line = row != nullptr && row->is_on_command_line;
    if (use == nullptr || use->guc == nullptr || is_on_line || setting.is_overridden) continue;
    if (!use->is_judgeable() || facts::is_recovery_parameter(setting.name)) continue;
    if (means_same(*use->guc, view.postgres.version.major, setting.value, use->text)) continue;
    report
        .add({setting.value_span, setting.name},
             cat("`", use->guc->name, "` of ALTER SYSTEM hides the value that Patroni sets"))
        .label(use->at(), "has no effect on this member")
        .note("postgresql.auto.conf is read after postgresql.conf")
        .fix(cat("ALTER SYSTEM RESET ", use->guc->name));
  }
}

void check(const Snapshot& cluster, Report& report) {
  const auto views = parameter_views(cluster);
  if (views.empty() || !views.front().is_patroni) return;
  for (const ConfDocument* document : cluster.conf)
    if (document->role == ConfDocument::Role::automatic)
      check_file(*document, views.front(), report);
}

}  // namespace

extern constinit const Rule auto_conf_hides{
    .id = "PGS042",
    .name = "auto-conf-hides",
    .severity = Severity::warning,
    .summary = "postgresql.auto.conf sets another value than Patroni does",
    .why =
        "What ALTER SYSTEM wrote is read after Patroni's postgresql.conf and wins, on that one "
        "member. The value in the DCS looks right and does nothing there, and after a switchover "
        "the cluster behaves differently.",
    .bad = R"(scope: main
bootstrap:
  dcs:
    postgresql:
      parameters: {work_mem: 64MB}
--- postgresql.auto.conf
work_mem = '4MB'  # finding: PGS042
)",
    .good = R"(scope: main
bootstrap:
  dcs:
    postgresql:
      parameters: {work_mem: 64MB}
--- postgresql.auto.conf
work_mem = '65536'
)",
    .sources = {"PostgreSQL 18 documentation, Setting Parameters",
                "patroni 4.1.4 docs/patroni_configuration.rst"},
    .yields_to = {Surface::settings},
    .check = check,
};

}  // namespace patrol::rules
