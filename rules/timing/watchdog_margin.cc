// The watchdog must leave room for a loop before it fires.
#include "linter/engine/rule.h"
#include "linter/model/layers.h"
#include "rules/timing/shared_timing.h"

namespace patrol::rules {
namespace {

constexpr long long half_of_ttl = -1;  // the value of safety_margin that means it

void check_member(const PatroniDocument& member, const Value& dynamic, Report& report) {
  const auto watchdog = active_watchdog(member);
  const auto ttl = dynamic_seconds(dynamic, "ttl");
  const auto loop_wait = dynamic_seconds(dynamic, "loop_wait");
  if (!watchdog || !ttl || !loop_wait) return;
  const Seconds& margin = watchdog->margin;
  const long long timeout =
      margin.value == half_of_ttl ? ttl->value / 2 : ttl->value - margin.value;
  if (timeout >= loop_wait->value) return;

  const Spot place = margin.written ? at(margin.written)
                     : ttl->written ? at(ttl->written)
                                    : at_key(watchdog->section);
  auto finding = report.add(
      place, cat("the watchdog gets ", timeout, " s; a loop takes ", loop_wait->value, " s"));
  explain_seconds(finding, "ttl", *ttl, "less the margin");
  explain_seconds(finding, "loop_wait", *loop_wait, "must fit before it fires");
  explain_seconds(finding, "safety_margin", margin, "taken from ttl");
  finding.note(
      "Patroni logs `Watchdog not supported because leader TTL is less than 2x loop_wait`");
  finding.note(watchdog->is_required ? "with mode required this member can never be leader"
                                     : "the member runs without a watchdog");
  finding.severity(watchdog->is_required ? Severity::error : Severity::warning);
  finding.fix("lower `safety_margin` or raise `ttl`");
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni)
    check_member(*member, dynamic_root(cluster, *member), report);
}

}  // namespace

extern constinit const Rule watchdog_margin{
    .id = "TIM004",
    .name = "watchdog-margin",
    .severity = Severity::warning,
    .summary = "`safety_margin` leaves the watchdog less time than one loop",
    .why =
        "The watchdog is armed with `ttl` less `safety_margin` and fed once in a loop. If that is "
        "less than `loop_wait`, Patroni refuses to use it: with mode required no leader is "
        "possible, otherwise the protection against two primaries is missing.",
    .bad = R"(bootstrap:
  dcs: {ttl: 30, loop_wait: 10, retry_timeout: 10}
watchdog:
  mode: required
  safety_margin: 25  # finding: TIM004
)",
    .good = R"(bootstrap:
  dcs: {ttl: 30, loop_wait: 10, retry_timeout: 10}
watchdog:
  mode: required
  safety_margin: 5
)",
    .sources = {"patroni 4.1.4 patroni/watchdog/base.py WatchdogConfig.timing_slack"},
    .check = check,
};

}  // namespace patrol::rules
