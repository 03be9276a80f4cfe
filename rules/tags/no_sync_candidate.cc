// Synchronous mode needs a member that may be the standby.
#include "linter/engine/rule.h"
#include "linter/model/roles.h"

namespace patrol::rules {
namespace {

Spot nosync_spot(const PatroniDocument& member) {
  const Value tags = member.root()["tags"];
  const Value flag = tags["nosync"];
  return at(flag ? flag : tags["sync_priority"]);
}

void check(const Snapshot& cluster, Report& report) {
  constexpr std::size_t fewest = 2;
  if (cluster.patroni.size() < fewest) return;
  for (const PatroniDocument* member : cluster.patroni)
    if (is_nosync(*member) != true) return;
  for (const DynamicSection& dynamic : cluster.dynamic_sections()) {
    if (is_synchronous(dynamic.root) != true) continue;
    auto finding = report.add(
        at(dynamic.root["synchronous_mode"]),
        cat("synchronous mode, and all ", cluster.patroni.size(), " members are excluded from it"));
    for (const PatroniDocument* member : cluster.patroni)
      finding.label(nosync_spot(*member), "excluded");
    finding.note("no commit waits for a standby; in strict mode no commit returns at all");
    finding.fix("allow at least two members to be synchronous");
    return;
  }
}

}  // namespace

extern constinit const Rule no_sync_candidate{
    .id = "TAG011",
    .name = "no-sync-candidate",
    .severity = Severity::error,
    .summary = "synchronous mode is on and every member has `nosync`",
    .why =
        "Patroni never chooses a member with `nosync`. When all have it, replication stays "
        "asynchronous, or, in strict mode, writes hang.",
    .bad = R"(--- a.yml
scope: shop
name: a
bootstrap:
  dcs:
    synchronous_mode: true  # finding: TAG011
tags: {nosync: true}
--- b.yml
scope: shop
name: b
tags: {nosync: true}
)",
    .good = R"(--- a.yml
scope: shop
name: a
bootstrap:
  dcs:
    synchronous_mode: true
--- b.yml
scope: shop
name: b
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/sync.py"},
    .yields_to = {Surface::dcs},
    .check = check,
};

}  // namespace patrol::rules
