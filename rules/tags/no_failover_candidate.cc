// Somebody must be allowed to take over.
#include <vector>

#include "linter/engine/rule.h"
#include "linter/model/roles.h"

namespace patrol::rules {
namespace {

Spot tag_spot(const PatroniDocument& member) {
  const Value tags = member.root()["tags"];
  const Value flag = tags["nofailover"];
  return at(flag ? flag : tags["failover_priority"]);
}

void check(const Snapshot& cluster, Report& report) {
  constexpr std::size_t fewest = 2;
  std::vector<const PatroniDocument*> excluded;
  for (const PatroniDocument* member : cluster.patroni) {
    const auto answer = is_nofailover(*member);
    if (!answer) return;
    if (*answer) excluded.push_back(member);
  }
  const std::size_t members = cluster.patroni.size();
  if (members < fewest || excluded.size() + 1 < members) return;
  const bool is_nobody = excluded.size() == members;
  auto finding = report.add(
      tag_spot(*excluded.front()),
      is_nobody ? cat("all ", members, " members are excluded from failover")
                : cat("only 1 of ", members, " members can be leader; nobody can take over"));
  for (std::size_t at = 1; at < excluded.size(); ++at)
    finding.label(tag_spot(*excluded[at]), "excluded too");
  if (!is_nobody) finding.severity(Severity::info);
  finding.note(is_nobody ? "nobody may bootstrap the cluster or become leader"
                         : "when the leader fails, the cluster waits for a manual failover");
}

}  // namespace

extern constinit const Rule no_failover_candidate{
    .id = "TAG007",
    .name = "no-failover-candidate",
    .severity = Severity::error,
    .summary = "the tags leave no member that could take over",
    .why =
        "A member with `nofailover` never becomes leader. When all have it, the cluster cannot "
        "even be created; when all but one have it, a failure of that one is an outage.",
    .bad = R"(--- a.yml
scope: shop
name: a
tags: {nofailover: true}  # finding: TAG007
--- b.yml
scope: shop
name: b
tags: {nofailover: true}
)",
    .good = R"(--- a.yml
scope: shop
name: a
--- b.yml
scope: shop
name: b
)",
    .sources = {"patroni 4.1.4 patroni/ha.py", "patroni 4.1.4 docs/yaml_configuration.rst tags"},
    .yields_to = {Surface::dcs},
    .check = check,
};

}  // namespace patrol::rules
