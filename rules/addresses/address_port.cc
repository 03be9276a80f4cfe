// A port is a number from 1 to 65535.
#include "linter/engine/rule.h"
#include "rules/addresses/shared_address.h"

namespace patrol::rules {
namespace {

constexpr long long highest_port = 65535;

bool is_good(const Address& address) {
  // A path behind the port has a rule of its own.
  if (address.has_scheme || !address.parts.has_port || contains(address.value.text(), "/"))
    return true;
  return address.parts.port && *address.parts.port > 0 && *address.parts.port <= highest_port;
}

void check_address(const Address& address, Report& report) {
  if (is_good(address)) return;
  report
      .add(at(address.value), cat('`', address.path(), "` is ", shown(address.value.text()),
                                  "; the port is not a number from 1 to ", highest_port))
      .note(address.key == "listen" ? "Patroni or PostgreSQL does not start"
                                    : "nobody can connect to it")
      .fix("write host:port with one port");
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    for (const Address& address : published_addresses(*member)) check_address(address, report);
    for (const Address& address : listen_addresses(*member)) check_address(address, report);
  }
}

}  // namespace

extern constinit const Rule address_port{
    .id = "ADR006",
    .name = "address-port",
    .severity = Severity::error,
    .summary = "the port of an address is no port",
    .why =
        "A port that is no number from 1 to 65535 stops the service that should listen there, "
        "or makes the member unreachable.",
    .bad = R"(scope: shop
name: n1
postgresql:
  listen: 10.0.0.1:54322222  # finding: ADR006
  connect_address: 10.0.0.1:5432
)",
    .good = R"(scope: shop
name: n1
postgresql:
  listen: 10.0.0.1:5432
  connect_address: 10.0.0.1:5432
)",
    .sources = {"patroni 4.1.4 patroni/utils.py split_host_port"},
    .check = check,
};

}  // namespace patrol::rules
