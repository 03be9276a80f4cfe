// All groups of a Citus cluster share one database.
#include "linter/engine/rule.h"
#include "rules/cluster/shared_member.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  const Difference found = difference(member_values(cluster, "citus.database"));
  report_odd(found, "another member's database", [&](const MemberValue& odd) {
    return report
        .add(at(odd.value), cat("`citus.database` is ", shown(odd.text), " here and ",
                                shown(found.usual.front().text), " on ",
                                called(cluster, *found.usual.front().member)))
        .note("the coordinator registers workers in its own database and does not find the other")
        .fix("use one database on all groups");
  });
  const auto groups = member_values(cluster, "citus.group");
  if (groups.empty()) return;
  for (const PatroniDocument* member : cluster.patroni) {
    if (member->is_environment || member->root()["citus"] || !member->root()["postgresql"])
      continue;
    report
        .add(missing_in(member->root(), "citus"),
             cat(called(cluster, *member), " has no `citus` section; ",
                 called(cluster, *groups.front().member), " has"))
        .label(at(groups.front().value), "part of a Citus cluster")
        .note("its keys in the DCS lie beside the groups', and it becomes a cluster of its own")
        .fix("add the section with the member's group");
  }
}

}  // namespace

extern constinit const Rule citus_differs{
    .id = "CLU014",
    .name = "citus-differs",
    .severity = Severity::error,
    .summary = "members of a Citus cluster do not agree about it",
    .why =
        "The extension and the list of workers live in one database, the same on every group. A "
        "member without the section is no part of the Citus cluster.",
    .bad = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
citus: {group: 0, database: app}
--- n2.yml
scope: shop
name: n2
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.2:8008", connect_address: "10.0.0.2:8008"}
citus: {group: 1, database: citus}  # finding: CLU014
)",
    .good = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
citus: {group: 0, database: app}
--- n2.yml
scope: shop
name: n2
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.2:8008", connect_address: "10.0.0.2:8008"}
citus: {group: 1, database: app}
)",
    .sources = {"patroni 4.1.4 docs/citus.rst"},
    .check = check,
};

}  // namespace patrol::rules
