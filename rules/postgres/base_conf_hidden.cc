// postgresql.base.conf, or the file of `custom_conf`, against the configuration of Patroni.
#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

constexpr std::size_t most_labels = 8;

bool is_hidden(const ConfSetting& setting, const ParameterView& view) {
  const ParameterUse* use = view.find(setting.name);
  const auto* row = facts::find_controlled_parameter(setting.name);
  const bool is_on_line = row != nullptr && row->is_on_command_line;
  if (use == nullptr || use->guc == nullptr || use->is_in_file() || is_on_line) return false;
  if (setting.is_overridden || use->is_left_out() || !use->is_judgeable()) return false;
  if (facts::is_recovery_parameter(setting.name)) return false;
  return !means_same(*use->guc, view.postgres.version.major, setting.value, use->text);
}

// One finding for the file: after a takeover dozens of lines have this fate.
void check_file(const ConfDocument& document, const ParameterView& view, Report& report) {
  std::vector<const ConfSetting*> hidden;
  for (const ConfSetting& setting : document.conf.settings)
    if (is_hidden(setting, view)) hidden.push_back(&setting);
  if (hidden.empty()) return;
  const ConfSetting& first = *hidden.front();
  auto finding = report.add(
      {first.value_span, first.name},
      hidden.size() == 1
          ? cat("`", shown(first.name), "` has no effect here; Patroni sets another value")
          : cat("`", shown(first.name), "` and ", hidden.size() - 1,
                " more have no effect here; Patroni sets other values"));
  for (std::size_t index = 0; index < hidden.size() && index < most_labels; ++index) {
    if (index > 0)
      finding.label({hidden[index]->value_span, hidden[index]->name}, "no effect either");
    finding.label(view.find(hidden[index]->name)->at(), "this one counts");
  }
  finding
      .note("Patroni's postgresql.conf includes this file first and sets its own values behind it")
      .fix("change the value with `patronictl edit-config`, and take the line out here");
}

void check(const Snapshot& cluster, Report& report) {
  const auto views = parameter_views(cluster);
  if (views.empty() || !views.front().is_patroni) return;
  for (const ConfDocument* document : cluster.conf) {
    const auto role = document->role;
    if (role == ConfDocument::Role::base || role == ConfDocument::Role::custom)
      check_file(*document, views.front(), report);
  }
}

}  // namespace

extern constinit const Rule base_conf_hidden{
    .id = "PGS044",
    .name = "base-conf-hidden",
    .severity = Severity::info,
    .summary = "postgresql.base.conf or custom_conf sets what Patroni sets otherwise",
    .why =
        "Patroni keeps the postgresql.conf it found as postgresql.base.conf and includes it before "
        "its own settings. Whoever edits that file for a parameter that Patroni sets as well "
        "reloads and sees nothing change.",
    .bad = R"(scope: main
name: n1
postgresql:
  parameters: {work_mem: 64MB}
--- postgresql.base.conf
work_mem = 4MB  # finding: PGS044
random_page_cost = 1.1
)",
    .good = R"(scope: main
name: n1
postgresql:
  parameters: {work_mem: 64MB}
--- postgresql.base.conf
work_mem = 65536
random_page_cost = 1.1
)",
    .sources = {"patroni 3.0.2 patroni/postgresql/config.py write_postgresql_conf",
                "patroni 4.1.4 docs/existing_data.rst"},
    .yields_to = {Surface::settings},
    .check = check,
};

}  // namespace patrol::rules
