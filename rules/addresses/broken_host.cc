// Digits and dots that are no IPv4 address, and blanks of a form that nobody filled in.
#include "linter/engine/rule.h"
#include "rules/addresses/shared_address.h"

namespace patrol::rules {
namespace {

void check_address(const Address& address, Report& report) {
  if (address.has_scheme || (!address.parts.has_port && address.key != "listen")) return;
  for (const std::string& host : address.hosts) {
    if (is_unfilled_host(host)) {
      report
          .add(at(address.value), cat('`', address.path(), "` still holds the blank ", shown(host)))
          .note("Patroni takes it for a host name, and no host has it")
          .fix("write this host's address");
      return;
    }
    if (!is_broken_ip(host)) continue;
    report
        .add(at(address.value),
             cat('`', address.path(), "` names ", shown(host), ", which is no IPv4 address"))
        .note("it is looked up as a host name and not found")
        .fix("correct the address");
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    for (const Address& address : published_addresses(*member)) check_address(address, report);
    for (const Address& address : listen_addresses(*member)) check_address(address, report);
  }
}

}  // namespace

extern constinit const Rule broken_host{
    .id = "ADR014",
    .name = "broken-host",
    .severity = Severity::error,
    .summary = "an address is no IPv4 address, or a blank that was not filled in",
    .why =
        "A number above 255, a missing or a fifth part, a `<node_ip>` of a template: the text is "
        "taken for a host name that does not exist.",
    .bad = R"(scope: shop
name: n1
postgresql:
  listen: 0.0.0.0:5432
  connect_address: 10.0.0.300:5432  # finding: ADR014
)",
    .good = R"(scope: shop
name: n1
postgresql:
  listen: 0.0.0.0:5432
  connect_address: 10.0.0.30:5432
)",
    .sources = {"patroni 4.1.4 patroni/utils.py split_host_port"},
    .check = check,
};

}  // namespace patrol::rules
