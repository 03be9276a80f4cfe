// The leader lock must outlive one idle loop and two rounds of DCS retries.
#include "linter/engine/rule.h"
#include "linter/facts/facts.h"
#include "rules/timing/shared_timing.h"

namespace patrol::rules {
namespace {

struct Timings {
  Seconds ttl, loop_wait, retry;
};

std::optional<Timings> timings_of(const Value& dynamic) {
  const auto ttl = dynamic_seconds(dynamic, "ttl");
  const auto loop_wait = dynamic_seconds(dynamic, "loop_wait");
  const auto retry = dynamic_seconds(dynamic, "retry_timeout");
  if (!ttl || !loop_wait || !retry) return std::nullopt;
  return Timings{*ttl, *loop_wait, *retry};
}

long long at_least_minimum(const Seconds& seconds, std::string_view name) {
  const facts::PatroniSetting* setting = facts::find_patroni_setting(name);
  const auto minimum = setting == nullptr ? std::nullopt : setting->minimum;
  return minimum ? std::max(seconds.value, static_cast<long long>(*minimum)) : seconds.value;
}

// Patroni first raises each value to its minimum, then takes from loop_wait, and only when
// loop_wait is at its minimum from retry_timeout.
std::string after_adjustment(const Timings& given) {
  const long long ttl = at_least_minimum(given.ttl, "ttl");
  long long loop_wait = at_least_minimum(given.loop_wait, "loop_wait");
  long long retry = at_least_minimum(given.retry, "retry_timeout");
  const long long least = at_least_minimum({}, "loop_wait");
  if (least + 2 * retry > ttl) {
    loop_wait = least;
    retry = (ttl - least) / 2;
  } else if (loop_wait + 2 * retry > ttl) {
    loop_wait = ttl - 2 * retry;
  }
  return cat("Patroni runs with ttl ", ttl, ", loop_wait ", loop_wait, ", retry_timeout ", retry,
             " instead and logs `Violated the rule \"loop_wait + 2*retry_timeout <= ttl\"`");
}

void check_section(const Snapshot& cluster, const Value& dynamic, Report& report) {
  constexpr long long too_large = 1'000'000'000;
  const auto timings = timings_of(dynamic);
  if (!timings) return;
  const auto& [ttl, loop_wait, retry] = *timings;
  for (const Seconds* seconds : {&ttl, &loop_wait, &retry})
    if (seconds->value < 0 || seconds->value > too_large) return;
  const long long needed = loop_wait.value + 2 * retry.value;
  if (needed <= ttl.value) return;

  const Value place =
      ttl.written ? ttl.written : (retry.written ? retry.written : loop_wait.written);
  if (!place) return;
  auto finding = report.add(
      at(place), cat("`ttl` is ", ttl.value, " s; a loop and two retries take ", needed, " s"));
  if (!ttl.written) explain_seconds(finding, "ttl", ttl, "");
  explain_seconds(finding, "loop_wait", loop_wait, "one idle loop");
  explain_seconds(finding, "retry_timeout", retry, "counted twice");
  finding.note(cluster.patroni_version.version >= first_to_adjust
                   ? after_adjustment(*timings)
                   : "before Patroni 3.2 nobody corrects this: the lock can expire while the "
                     "leader still retries, and a standby takes over");
  finding.fix(cat("raise `ttl` to ", needed, " or lower `retry_timeout`"));
}

void check(const Snapshot& cluster, Report& report) {
  for (const DynamicSection& dynamic : cluster.dynamic_sections())
    check_section(cluster, dynamic.root, report);
}

}  // namespace

extern constinit const Rule ttl_budget{
    .id = "TIM001",
    .name = "ttl-budget",
    .severity = Severity::error,
    .summary = "`ttl` does not cover `loop_wait` + 2 * `retry_timeout`",
    .why =
        "The leader must be able to renew its lock even when a loop has just begun and two "
        "requests to the DCS run into their timeouts. From 3.2 Patroni repairs such a set at "
        "run time, so the cluster runs timings nobody chose and the DCS still shows the old "
        "ones; before 3.2 the lock expires and a healthy primary is demoted.",
    .bad = R"(bootstrap:
  dcs: {ttl: 20, loop_wait: 10, retry_timeout: 10}  # finding: TIM001
)",
    .good = R"(bootstrap:
  dcs: {ttl: 30, loop_wait: 10, retry_timeout: 10}
)",
    .sources = {"patroni 4.1.4 docs/dynamic_configuration.rst",
                "patroni 4.1.4 patroni/config.py _validate_and_adjust_timeouts",
                "patroni 3.2.0 docs/releases.rst"},
    .check = check,
};

}  // namespace patrol::rules
