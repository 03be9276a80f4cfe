// With failsafe_mode the lock should outlive the retries by a margin.
#include "linter/engine/rule.h"
#include "linter/model/python.h"
#include "rules/timing/shared_timing.h"

namespace patrol::rules {
namespace {

void check_section(const Value& dynamic, Report& report) {
  const Value failsafe = dynamic["failsafe_mode"];
  if (!patroni_bool(failsafe).value_or(false)) return;
  const auto ttl = dynamic_seconds(dynamic, "ttl");
  const auto loop_wait = dynamic_seconds(dynamic, "loop_wait");
  const auto retry = dynamic_seconds(dynamic, "retry_timeout");
  if (!ttl || !loop_wait || !retry) return;
  if (loop_wait->value + 2 * retry->value != ttl->value) return;
  auto finding = report.add(at(failsafe), cat("failsafe mode with no slack in `ttl` ", ttl->value,
                                              " s: a loop and two retries take all of it"));
  explain_seconds(finding, "ttl", *ttl, "no second more than needed");
  finding.note(
      "when only some members lose the DCS, a replica may win the lock just before the "
      "primary has asked the others to stay");
  finding.fix(cat("raise `ttl` by about one `loop_wait`, to ", ttl->value + loop_wait->value));
}

void check(const Snapshot& cluster, Report& report) {
  for (const DynamicSection& dynamic : cluster.dynamic_sections())
    check_section(dynamic.root, report);
}

}  // namespace

extern constinit const Rule failsafe_margin{
    .id = "TIM008",
    .name = "failsafe-margin",
    .severity = Severity::info,
    .summary = "`failsafe_mode` is on and `ttl` has no margin",
    .why =
        "In failsafe mode the primary asks all members before it gives up. That takes time after "
        "the retries; a `ttl` that is exactly used up by loop and retries can end first.",
    .bad = R"(bootstrap:
  dcs:
    failsafe_mode: true  # finding: TIM008
)",
    .good = R"(bootstrap:
  dcs:
    ttl: 40
    failsafe_mode: true
)",
    .sources = {"patroni 4.1.4 docs/dcs_failsafe_mode.rst", "patroni pull request 3678"},
    .check = check,
};

}  // namespace patrol::rules
