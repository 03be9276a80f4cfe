// One member of the store written twice is one member fewer than meant.
#include <map>

#include "linter/engine/rule.h"
#include "rules/dcs/shared_endpoint.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const MemberDcs& dcs : member_dcs(cluster)) {
    if (!has_member_list(dcs.kind)) continue;
    std::map<std::string, const Endpoint*> first;
    for (const Endpoint& endpoint : dcs.endpoints) {
      if (endpoint.value.key().text() != "hosts") continue;
      const auto [found, is_new] =
          first.try_emplace(cat(lower(endpoint.host), ':', endpoint.port.value_or(0)), &endpoint);
      if (is_new) continue;
      report.add(endpoint.spot, cat("endpoint ", shown(found->first), " is in the list twice"))
          .label(found->second->spot, "first time")
          .note("the list names fewer members than it seems to")
          .fix("write the member that was meant, or remove it");
    }
  }
}

}  // namespace

extern constinit const Rule repeated_endpoint{
    .id = "DCS016",
    .name = "repeated-endpoint",
    .severity = Severity::warning,
    .summary = "a DCS endpoint stands in the list twice",
    .why = "Usually a copied line whose address was not changed: the third member is missing.",
    .bad = R"(scope: shop
name: n1
etcd3:
  hosts: 10.0.0.11:2379,10.0.0.12:2379,10.0.0.12:2379  # finding: DCS016
)",
    .good = R"(scope: shop
name: n1
etcd3:
  hosts: 10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379
)",
    .sources = {"patroni 4.1.4 patroni/dcs/etcd.py get_etcd_client"},
    .check = check,
};

}  // namespace patrol::rules
