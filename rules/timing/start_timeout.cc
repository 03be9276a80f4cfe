// primary_start_timeout: zero gives crash recovery no time at all, words count as the default.
#include <array>

#include "linter/engine/rule.h"
#include "linter/facts/facts.h"
#include "linter/model/python.h"

namespace patrol::rules {
namespace {

void check_one(const Value& timeout, std::string_view name, Report& report) {
  if (!timeout || timeout.is_opaque() || timeout.is_null()) return;
  const auto seconds = python_int(timeout);
  if (!seconds && timeout.is_string()) {
    const bool is_number =
        !timeout.text().empty() && timeout.text().front() >= '0' && timeout.text().front() <= '9';
    if (is_number) return;  // with a unit: Patroni reads it
    const facts::PatroniSetting* setting = facts::find_patroni_setting(name);
    auto finding = report.add(
        at(timeout), cat('`', name, "` is `", shown(timeout.text()), "`, which is no number"));
    if (setting != nullptr)
      finding.note(cat("Patroni silently uses the default, ", setting->default_value, " s"));
    finding.fix("write a number of seconds");
    return;
  }
  if (!seconds || *seconds != 0) return;
  report.add(at(timeout), cat('`', name, "` is 0; every crash of the primary is a failover"))
      .note(
          "a primary that crashed gets no time to recover, which also costs the writes that no "
          "replica has yet")
      .severity(Severity::info);
}

void check(const Snapshot& cluster, Report& report) {
  for (const DynamicSection& dynamic : cluster.dynamic_sections())
    for (const std::string_view name : {"primary_start_timeout", "master_start_timeout"})
      check_one(dynamic.root[name], name, report);
}

}  // namespace

extern constinit const Rule start_timeout{
    .id = "TIM007",
    .name = "start-timeout",
    .severity = Severity::warning,
    .summary = "`primary_start_timeout` is zero or no number",
    .why =
        "The value says how long a crashed primary may recover before another member takes over. "
        "Zero means at once; a word is not understood and the default applies.",
    .bad = R"(bootstrap:
  dcs:
    primary_start_timeout: never  # finding: TIM007
)",
    .good = R"(bootstrap:
  dcs:
    primary_start_timeout: 300
)",
    .sources = {"patroni 4.1.4 docs/dynamic_configuration.rst",
                "patroni 4.1.4 patroni/global_config.py primary_start_timeout"},
    .check = check,
};

}  // namespace patrol::rules
