// The leader lock must outlive one idle loop and two rounds of DCS retries.
#include "linter/engine/rule.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const DynamicSection& dynamic : cluster.dynamic_sections()) {
    const auto ttl = dynamic.root["ttl"];
    const auto loop_wait = dynamic.root["loop_wait"];
    const auto retry = dynamic.root["retry_timeout"];
    if (!ttl.integer() || !loop_wait.integer() || !retry.integer()) continue;
    const auto needed = *loop_wait.integer() + 2 * *retry.integer();
    if (needed <= *ttl.integer()) continue;
    report
        .add(at(ttl),
             cat("`ttl` is ", *ttl.integer(), " s; a loop and two retries take ", needed, " s"))
        .label(at(loop_wait), "one idle loop")
        .label(at(retry), "counted twice")
        .note("Patroni shortens loop_wait, then retry_timeout, and says so only in its log");
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
