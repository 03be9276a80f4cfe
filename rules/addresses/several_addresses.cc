// Only postgresql.listen may name several hosts, and only one port.
#include <algorithm>

#include "linter/engine/rule.h"
#include "rules/addresses/shared_address.h"

namespace patrol::rules {
namespace {

bool takes_several(const Address& address) {
  return address.section == "postgresql" && address.key == "listen";
}

bool has_inner_port(const Address& address) {
  return std::any_of(address.hosts.begin(), address.hosts.end(), [](const std::string& host) {
    return std::count(host.begin(), host.end(), ':') == 1;
  });
}

void check_address(const Address& address, Report& report) {
  const std::string_view text = address.value.text();
  if (address.has_scheme) return;
  if (takes_several(address)) {
    if (address.hosts.size() < 2 || !has_inner_port(address)) return;
    report
        .add(at(address.value),
             cat('`', address.path(), "` is ", shown(text), "; one port follows the last host"))
        .note(
            "what stands before the last colon becomes listen_addresses, ports included, and "
            "PostgreSQL cannot bind")
        .fix("write host,host:port");
    return;
  }
  if (!contains(text, ",") && !contains(trim(text), " ")) return;
  report
      .add(at(address.value),
           cat('`', address.path(), "` is ", shown(text), "; one host and port is read here"))
      .note("the whole text is taken for one host name")
      .fix("keep one address");
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    for (const Address& address : published_addresses(*member)) check_address(address, report);
    for (const Address& address : listen_addresses(*member)) check_address(address, report);
  }
}

}  // namespace

extern constinit const Rule several_addresses{
    .id = "ADR008",
    .name = "several-addresses",
    .severity = Severity::error,
    .summary = "several addresses stand where one is read",
    .why =
        "`postgresql.listen` takes hosts separated by commas and one port at the end; every other "
        "address setting takes exactly one host and port.",
    .bad = R"(scope: shop
name: n1
postgresql:
  listen: 127.0.0.1:5432,10.0.0.1:5432  # finding: ADR008
  connect_address: 10.0.0.1:5432
)",
    .good = R"(scope: shop
name: n1
postgresql:
  listen: 127.0.0.1,10.0.0.1:5432
  connect_address: 10.0.0.1:5432
)",
    .sources = {"patroni 4.1.4 patroni/utils.py split_host_port",
                "patroni 4.1.4 docs/yaml_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
