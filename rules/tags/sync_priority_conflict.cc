// nosync and sync_priority say the same thing twice, or two different things.
#include "linter/engine/rule.h"
#include "rules/tags/shared_priority.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni)
    report_priority_pair(member->root()["tags"],
                         {.word = "nosync",
                          .priority = "sync_priority",
                          .when_excluded = "the member is never a synchronous standby",
                          .when_admitted = "the member can be a synchronous standby"},
                         report);
}

}  // namespace

extern constinit const Rule sync_priority_conflict{
    .id = "TAG002",
    .name = "sync-priority-conflict",
    .severity = Severity::warning,
    .summary = "`nosync` and `sync_priority` contradict each other",
    .why = "When both are given, Patroni follows `nosync` and ignores the priority.",
    .bad = R"(tags:
  nosync: true
  sync_priority: 10  # finding: TAG002
)",
    .good = R"(tags:
  sync_priority: 10
)",
    .sources = {"patroni 4.1.4 patroni/config.py _validate_contradictory_tags",
                "patroni 4.1.0 docs/releases.rst"},
    .check = check,
};

}  // namespace patrol::rules
