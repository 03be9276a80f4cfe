// A member that knows a single, its own, member of the store.
#include <map>

#include "linter/engine/rule.h"
#include "linter/model/endpoints.h"
#include "rules/cluster/shared_member.h"

namespace patrol::rules {
namespace {

struct Single {
  const PatroniDocument* member = nullptr;
  Endpoint endpoint;
};

std::vector<Single> single_endpoints(const Snapshot& cluster) {
  std::vector<Single> out;
  for (const PatroniDocument* member : cluster.patroni) {
    const auto sections = dcs_sections(member->root());
    if (sections.empty()) continue;
    const DcsKind kind = sections.front();
    if (kind != DcsKind::etcd && kind != DcsKind::etcd3 && kind != DcsKind::zookeeper) return {};
    auto endpoints = dcs_endpoints(member->root(), kind);
    if (endpoints.size() != 1 || member->root()[to_string(kind)]["srv"]) return {};
    out.push_back({member, std::move(endpoints.front())});
  }
  return out;
}

void check(const Snapshot& cluster, Report& report) {
  const auto singles = single_endpoints(cluster);
  std::map<std::string, const Single*> by_host;
  for (const Single& single : singles) {
    const std::string key = cat(lower(single.endpoint.host), ':', single.endpoint.port.value_or(0));
    if (is_loopback(single.endpoint.host) || !by_host.try_emplace(key, &single).second) return;
  }
  for (std::size_t index = 1; index < singles.size(); ++index) {
    const Single& single = singles[index];
    report
        .add(single.endpoint.spot,
             cat(called(cluster, *single.member), " names only ", shown(single.endpoint.host),
                 " of the DCS; others name others"))
        .label(singles.front().endpoint.spot, "another member's only endpoint")
        .note("when that host is down, this member cannot start and may lose its leader lock")
        .note("separate stores would give a leader each; the files do not show that it is one")
        .fix("list all members of the store in `hosts`, the same list everywhere");
  }
}

}  // namespace

extern constinit const Rule own_endpoint{
    .id = "CLU007",
    .name = "own-endpoint",
    .severity = Severity::warning,
    .summary = "every member names one DCS endpoint, each another one",
    .why =
        "If that endpoint is down when Patroni starts, the member has no other to ask. Whether the "
        "endpoints are one store cannot be seen either.",
    .bad = R"(--- n1.yml
scope: shop
name: n1
etcd3: {host: "10.0.0.11:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
--- n2.yml
scope: shop
name: n2
etcd3: {host: "10.0.0.12:2379"}  # finding: CLU007
restapi: {listen: "10.0.0.2:8008", connect_address: "10.0.0.2:8008"}
)",
    .good = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
--- n2.yml
scope: shop
name: n2
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.2:8008", connect_address: "10.0.0.2:8008"}
)",
    .sources = {"patroni 4.1.4 patroni/dcs/etcd.py _load_machines_cache"},
    .check = check,
};

}  // namespace patrol::rules
