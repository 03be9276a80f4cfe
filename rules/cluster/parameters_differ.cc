// Local parameters that are not the same everywhere.
#include <set>

#include "linter/engine/rule.h"
#include "rules/cluster/shared_member.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  std::set<std::string> names;
  for (const PatroniDocument* member : cluster.patroni)
    for (const auto& [key, value, merged, overridden] :
         member->root().at("postgresql.parameters").members())
      names.emplace(key.text());
  for (const std::string& name : names) {
    std::vector<MemberValue> values;
    for (const PatroniDocument* member : cluster.patroni) {
      const Value value = member->root().at("postgresql.parameters")[name];
      if (value && value.is_scalar() && !value.is_opaque())
        values.push_back({member, value, value.python_str()});
    }
    const Difference found = difference(values);
    report_odd(found, "another member's", [&](const MemberValue& odd) {
      return report
          .add(at_key(odd.value), cat('`', shown(name), "` differs from ",
                                      called(cluster, *found.usual.front().member), "'s"))
          .note("after a failover the cluster runs with other settings");
    });
  }
}

}  // namespace

extern constinit const Rule parameters_differ{
    .id = "CLU020",
    .name = "parameters-differ",
    .severity = Severity::info,
    .summary = "a local PostgreSQL parameter differs between members",
    .why =
        "Local parameters override the shared ones. They may differ where hosts differ; elsewhere "
        "the cluster behaves differently after a failover.",
    .bad = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
postgresql:
  parameters:
    shared_buffers: 1GB
--- n2.yml
scope: shop
name: n2
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.2:8008", connect_address: "10.0.0.2:8008"}
postgresql:
  parameters:
    shared_buffers: 2GB  # finding: CLU020
)",
    .good = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
postgresql:
  parameters:
    shared_buffers: 1GB
--- n2.yml
scope: shop
name: n2
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.2:8008", connect_address: "10.0.0.2:8008"}
postgresql:
  parameters:
    shared_buffers: 1GB
)",
    .sources = {"patroni 4.1.4 docs/patroni_configuration.rst"},
    .yields_to = {Surface::settings},
    .check = check,
};

}  // namespace patrol::rules
