// The leader lock must outlive one idle loop and two rounds of DCS retries.
#include "linter/engine/rule.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const DynamicSection& dcs : cluster.dynamic_sections()) {
    const Value ttl = dcs.root["ttl"];
    if (!ttl.integer()) continue;
    report.add(at(ttl), cat("`ttl` is ", *ttl.integer()));
  }
}

}  // namespace

extern constinit const Rule ttl_budget{
    .id = "TIM001",
    .name = "ttl-budget",
    .severity = Severity::error,
    .summary = "`ttl` does not cover `loop_wait` + 2 * `retry_timeout`",
    .why = "Patroni repairs such a set by itself, so the cluster runs timings nobody chose.",
    .bad = R"(bootstrap:
  dcs: {ttl: 20, loop_wait: 10, retry_timeout: 10}  # finding: TIM001
)",
    .good = R"(bootstrap:
  dcs: {ttl: 30, loop_wait: 10, retry_timeout: 10}
)",
    .sources = {"patroni 4.1.4 docs/dynamic_configuration.rst", "patroni 4.1.4 patroni/config.py"},
    .check = check,
};

}  // namespace patrol::rules
