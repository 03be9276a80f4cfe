// Somebody must be allowed to become primary.
#include "linter/engine/rule.h"
#include "rules/cluster/shared_member.h"

namespace patrol::rules {
namespace {

Value barrier(const PatroniDocument& member) {
  const Value never = member.root().at("tags.nofailover");
  if (never.boolean() == true) return never;
  const Value priority = member.root().at("tags.failover_priority");
  if (never.boolean() != false && priority.integer() && *priority.integer() <= 0) return priority;
  return {};
}

void check(const Snapshot& cluster, Report& report) {
  if (cluster.patroni.size() < 2) return;
  std::vector<Value> barriers;
  for (const PatroniDocument* member : cluster.patroni) {
    const Value value = barrier(*member);
    if (!value) return;
    barriers.push_back(value);
  }
  auto finding = report.add(at(barriers.front()),
                            cat("none of the ", barriers.size(), " members may become primary"));
  for (std::size_t index = 1; index < barriers.size(); ++index)
    finding.label(at(barriers[index]), "out of every election");
  finding.note("a failed primary is not replaced").fix("leave at least two members eligible");
}

}  // namespace

extern constinit const Rule no_candidate{
    .id = "CLU019",
    .name = "no-candidate",
    .severity = Severity::error,
    .summary = "no member may become primary",
    .why =
        "nofailover, or a failover priority of 0, keeps a member out of every election. With all "
        "of them out, a failed primary is not replaced.",
    .bad = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
tags: {nofailover: true}  # finding: CLU019
--- n2.yml
scope: shop
name: n2
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.2:8008", connect_address: "10.0.0.2:8008"}
tags: {nofailover: true}
)",
    .good = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
tags: {nofailover: true}
--- n2.yml
scope: shop
name: n2
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.2:8008", connect_address: "10.0.0.2:8008"}
tags: {nofailover: false}
)",
    .sources = {"patroni 4.1.4 docs/yaml_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
