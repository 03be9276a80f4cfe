// What a member publishes must lead to it from other hosts.
#include "linter/engine/rule.h"
#include "rules/addresses/shared_address.h"

namespace patrol::rules {
namespace {

std::string_view effect(const Address& address) {
  if (address.section == "restapi")
    return "the leader race, failsafe and patronictl ask this address, and each of them reaches "
           "its own REST API";
  return "every replica builds primary_conninfo from it and would stream from itself";
}

void check(const Snapshot& cluster, Report& report) {
  const bool is_one_host = !spans_hosts(cluster);
  for (const PatroniDocument* member : cluster.patroni)
    for (const Address& address : published_addresses(*member)) {
      if (address.has_scheme || !is_loopback(address.parts.host)) continue;
      if (is_one_host && cluster.patroni.size() > 1) continue;
      auto finding = report.add(
          at(address.value),
          cat('`', address.path(), "` is ", shown(address.value.text()), ", a loopback address"));
      if (is_one_host) finding.severity(Severity::info);
      finding.note(std::string(effect(address)))
          .fix("publish the address at which other hosts reach this member");
    }
}

}  // namespace

extern constinit const Rule loopback_connect{
    .id = "ADR001",
    .name = "loopback-connect",
    .severity = Severity::error,
    .summary = "a loopback address is published to the other members",
    .why =
        "Each member stores its connect addresses in the DCS. A loopback address leads every "
        "reader to itself: replicas stream from themselves, health checks of the leader race "
        "ask the wrong node.",
    .bad = R"(scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379"}
restapi:
  listen: 0.0.0.0:8008
  connect_address: 127.0.0.1:8008  # finding: ADR001
)",
    .good = R"(scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379"}
restapi:
  listen: 0.0.0.0:8008
  connect_address: 10.0.0.1:8008
)",
    .sources = {"patroni 4.1.4 patroni/api.py reload_config",
                "patroni 4.1.4 patroni/postgresql/config.py resolve_connection_addresses"},
    .check = check,
};

}  // namespace patrol::rules
