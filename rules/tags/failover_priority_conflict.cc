// nofailover and failover_priority say the same thing twice, or two different things.
#include "linter/engine/rule.h"
#include "rules/tags/shared_priority.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni)
    report_priority_pair(member->root()["tags"],
                         {.word = "nofailover",
                          .priority = "failover_priority",
                          .when_excluded = "the member can never become leader",
                          .when_admitted = "the member can become leader"},
                         report);
}

}  // namespace

extern constinit const Rule failover_priority_conflict{
    .id = "TAG001",
    .name = "failover-priority-conflict",
    .severity = Severity::warning,
    .summary = "`nofailover` and `failover_priority` contradict each other",
    .why =
        "When both are given, Patroni follows `nofailover` and ignores the priority. A priority "
        "of 0 beside `nofailover: false` therefore does not keep the member from being promoted.",
    .bad = R"(tags:
  nofailover: false
  failover_priority: 0  # finding: TAG001
)",
    .good = R"(tags:
  failover_priority: 0
)",
    .sources = {"patroni 4.1.4 patroni/config.py _validate_contradictory_tags",
                "patroni 3.2.0 docs/releases.rst"},
    .check = check,
};

}  // namespace patrol::rules
