// Addresses are host:port, not URLs.
#include "linter/engine/rule.h"
#include "rules/addresses/shared_address.h"

namespace patrol::rules {
namespace {

void check_address(const Address& address, Report& report) {
  const auto url = parse_url(address.value.text());
  const bool has_path = !url && contains(address.value.text(), "/");
  if (!url && !has_path) return;
  auto finding = report.add(
      at(address.value), cat('`', address.path(), "` is ", shown(address.value.text()),
                             url ? ", a URL; host:port is read here" : "; host:port has no path"));
  finding.note("Patroni splits at the last colon and puts its own scheme in front");
  const std::string title = "write host:port";
  if (!url || !url->port || url->has_credentials) {
    finding.fix(title);
    return;
  }
  const bool is_ipv6 = contains(url->host, ":");
  finding.fix(title, Safety::needs_review,
              {{address.value.span(),
                cat(is_ipv6 ? "'[" : "'", url->host, is_ipv6 ? "]:" : ":", *url->port, '\'')}});
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    for (const Address& address : published_addresses(*member)) check_address(address, report);
    for (const Address& address : listen_addresses(*member)) check_address(address, report);
  }
}

}  // namespace

extern constinit const Rule address_scheme{
    .id = "ADR005",
    .name = "address-scheme",
    .severity = Severity::error,
    .summary = "an address is written as a URL or has a path",
    .why =
        "Patroni adds the scheme itself. With one in the value the result is no address: it "
        "cannot listen there, and others cannot connect.",
    .bad = R"(scope: shop
name: n1
restapi:
  listen: 10.0.0.1:8008
  connect_address: http://10.0.0.1:8008  # finding: ADR005
)",
    .good = R"(scope: shop
name: n1
restapi:
  listen: 10.0.0.1:8008
  connect_address: 10.0.0.1:8008
)",
    .sources = {"patroni 4.1.4 patroni/utils.py uri"},
    .check = check,
};

}  // namespace patrol::rules
