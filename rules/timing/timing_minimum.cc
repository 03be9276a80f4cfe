// Each timing has a smallest value below which Patroni does not go, or does not work.
#include "linter/engine/rule.h"
#include "linter/facts/facts.h"
#include "rules/timing/shared_timing.h"

namespace patrol::rules {
namespace {

void check_one(const Snapshot& cluster, const Value& dynamic, std::string_view name,
               Report& report) {
  const auto seconds = dynamic_seconds(dynamic, name);
  const facts::PatroniSetting* setting = facts::find_patroni_setting(name);
  if (!seconds || !seconds->written || setting == nullptr || !setting->minimum) return;
  const auto minimum = static_cast<long long>(*setting->minimum);
  if (seconds->value >= minimum) return;

  auto finding = report.add(at(seconds->written), cat('`', name, "` is ", seconds->value,
                                                      " s; the smallest value is ", minimum, " s"));
  if (cluster.patroni_version.version >= first_to_adjust)
    finding.note(cat("Patroni uses ", minimum, " and logs that ", name, "=", seconds->value,
                     " can't be smaller than ", minimum));
  else
    finding.note(
        "before Patroni 3.2 the value is used as it is: short pauses of the DCS or of the "
        "machine already lead to a failover");
  finding.fix(cat("set `", name, "` to at least ", minimum));
}

void check(const Snapshot& cluster, Report& report) {
  for (const DynamicSection& dynamic : cluster.dynamic_sections())
    for (const std::string_view name : {"ttl", "loop_wait", "retry_timeout"})
      check_one(cluster, dynamic.root, name, report);
}

}  // namespace

extern constinit const Rule timing_minimum{
    .id = "TIM002",
    .name = "timing-minimum",
    .severity = Severity::error,
    .summary = "`ttl`, `loop_wait` or `retry_timeout` is below its minimum",
    .why =
        "From 3.2 Patroni raises the value by itself, so the written one is ignored. Older "
        "releases use it: the lock then expires in every short pause, and with a zero the loop "
        "never rests.",
    .bad = R"(bootstrap:
  dcs: {ttl: 15, loop_wait: 3, retry_timeout: 3}  # finding: TIM002
)",
    .good = R"(bootstrap:
  dcs: {ttl: 20, loop_wait: 3, retry_timeout: 3}
)",
    .sources = {"patroni 4.1.4 patroni/config.py _validate_and_adjust_timeouts",
                "patroni 4.1.4 docs/dynamic_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
