// Timings are seconds; a four-digit one was probably meant as milliseconds.
#include "linter/engine/rule.h"
#include "rules/timing/shared_timing.h"

namespace patrol::rules {
namespace {

// A quarter of an hour: nobody waits so long for a failover.
constexpr long long longest = 900;

void check_one(const Value& dynamic, std::string_view name, Report& report) {
  const auto seconds = dynamic_seconds(dynamic, name);
  if (!seconds || !seconds->written || seconds->value <= longest) return;
  report
      .add(at(seconds->written),
           cat('`', name, "` is ", seconds->value, " s, ", seconds->value / 60, " minutes"))
      .note(name == "ttl" ? "when the primary dies the cluster has no leader for that long"
                          : "the cluster notices trouble only after that time")
      .note("the unit is seconds")
      .fix(seconds->value % 1000 == 0 ? cat("write ", seconds->value / 1000)
                                      : std::string("write the number of seconds"));
}

void check(const Snapshot& cluster, Report& report) {
  for (const DynamicSection& dynamic : cluster.dynamic_sections())
    for (const std::string_view name : {"ttl", "loop_wait", "retry_timeout"})
      check_one(dynamic.root, name, report);
}

}  // namespace

extern constinit const Rule milliseconds{
    .id = "TIM010",
    .name = "milliseconds",
    .severity = Severity::warning,
    .summary = "`ttl`, `loop_wait` or `retry_timeout` is longer than a quarter of an hour",
    .why =
        "`ttl` is how long a dead primary keeps the lock. A value that was meant in milliseconds "
        "turns half a minute without a leader into hours.",
    .bad = R"(bootstrap:
  dcs: {ttl: 30000, loop_wait: 10, retry_timeout: 10}  # finding: TIM010
)",
    .good = R"(bootstrap:
  dcs: {ttl: 30, loop_wait: 10, retry_timeout: 10}
)",
    .sources = {"patroni 4.1.4 docs/dynamic_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
