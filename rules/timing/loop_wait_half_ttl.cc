// A lock that lives less than two loops is lost with the first loop that is late.
#include "linter/engine/rule.h"
#include "rules/timing/shared_timing.h"

namespace patrol::rules {
namespace {

void check_section(const Value& dynamic, Report& report) {
  const auto ttl = dynamic_seconds(dynamic, "ttl");
  const auto loop_wait = dynamic_seconds(dynamic, "loop_wait");
  const auto retry = dynamic_seconds(dynamic, "retry_timeout");
  if (!ttl || !loop_wait || !retry || !loop_wait->written) return;
  if (loop_wait->value <= ttl->value / 2 || loop_wait->value < 0 || retry->value < 0) return;
  // The budget of ttl is the greater mistake and has its own rule.
  if (retry->value > (ttl->value - loop_wait->value) / 2) return;

  auto finding = report.add(
      at(loop_wait->written),
      cat("`loop_wait` is ", loop_wait->value, " s, more than half of `ttl` ", ttl->value, " s"));
  explain_seconds(finding, "ttl", *ttl, "the lock ends after this");
  finding.note("one loop that starts late is enough to lose the leader lock");
  finding.note(
      "a watchdog with safety_margin -1 is refused: `Watchdog not supported because leader "
      "TTL is less than 2x loop_wait`");
  finding.fix("lower `loop_wait` or raise `ttl` so that two loops fit");
}

void check(const Snapshot& cluster, Report& report) {
  for (const DynamicSection& dynamic : cluster.dynamic_sections())
    check_section(dynamic.root, report);
}

}  // namespace

extern constinit const Rule loop_wait_half_ttl{
    .id = "TIM003",
    .name = "loop-wait-half-ttl",
    .severity = Severity::warning,
    .summary = "`ttl` is shorter than two loops",
    .why =
        "The leader renews its lock once in a loop. When `loop_wait` is more than half of `ttl`, "
        "a single late loop lets the lock expire although everything works.",
    .bad = R"(bootstrap:
  dcs:
    ttl: 30
    loop_wait: 20  # finding: TIM003
    retry_timeout: 5
)",
    .good = R"(bootstrap:
  dcs:
    ttl: 40
    loop_wait: 20
    retry_timeout: 5
)",
    .sources = {"patroni 4.1.4 patroni/watchdog/base.py",
                "patroni 4.1.4 docs/dynamic_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
