// Parameters in files that Patroni gives on the command line.
#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

std::string decided(const ParameterView& view, std::string_view name) {
  return view.find(name) == nullptr ? cat("Patroni's default ", view.human(name), " counts")
                                    : cat("the DCS's ", view.human(name), " counts");
}

bool is_hand_made(const ConfDocument& document) {
  return document.role == ConfDocument::Role::automatic ||
         document.role == ConfDocument::Role::custom;
}

bool is_same(const ParameterView& view, const ConfSetting& setting) {
  const auto* guc = facts::find_guc(setting.name);
  const auto counting = view.text(setting.name);
  return guc == nullptr || !counting ||
         means_same(*guc, view.postgres.version.major, setting.value, *counting);
}

void check_file(const ConfDocument& document, const ParameterView& view, Report& report) {
  for (const ConfSetting& setting : document.conf.settings) {
    const auto* row = facts::find_controlled_parameter(setting.name);
    const bool is_idle = row != nullptr && row->is_on_command_line && !row->is_computed;
    if (!is_idle || setting.is_overridden || is_same(view, setting)) continue;
    auto finding =
        report.add({setting.value_span, setting.name},
                   cat("`", row->name, "` has no effect here; ", decided(view, row->name)));
    finding.note("Patroni puts it on the server's command line, which beats every file");
    if (document.role == ConfDocument::Role::automatic)
      finding.note("the member stays in \"pending restart\" as long as the line is there")
          .fix(cat("ALTER SYSTEM RESET ", row->name));
    finding.fix("set it with patronictl edit-config");
  }
}

void check(const Snapshot& cluster, Report& report) {
  const auto views = parameter_views(cluster);
  if (views.empty() || !views.front().is_patroni) return;
  for (const ConfDocument* document : cluster.conf)
    if (is_hand_made(*document)) check_file(*document, views.front(), report);
}

}  // namespace

extern constinit const Rule conf_controlled{
    .id = "PGS041",
    .name = "conf-controlled",
    .severity = Severity::warning,
    .summary = "a file of PostgreSQL sets a parameter that Patroni gives on the command line",
    .why =
        "`max_connections`, `wal_level` and their like come from the DCS and stand on the server's "
        "command line. What custom_conf or ALTER SYSTEM says about them has no effect, but may "
        "leave a member waiting for a restart for ever.",
    .bad = R"(scope: main
bootstrap:
  dcs:
    postgresql:
      parameters: {max_connections: 100}
--- postgresql.auto.conf
max_connections = '500'  # finding: PGS041
)",
    .good = R"(scope: main
bootstrap:
  dcs:
    postgresql:
      parameters: {max_connections: 500}
--- postgresql.auto.conf
max_connections = '500'
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/config.py CMDLINE_OPTIONS",
                "patroni 4.1.5 with PostgreSQL 15: pending_restart_reason"},
    .check = check,
};

}  // namespace patrol::rules
