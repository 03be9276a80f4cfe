// An IPv6 address needs brackets before a port can follow.
#include <algorithm>

#include "linter/engine/rule.h"
#include "rules/addresses/shared_address.h"

namespace patrol::rules {
namespace {

bool is_bare(const Address& address) {
  const std::string_view text = address.value.text();
  return !address.has_scheme && !contains(text, "[") && !contains(text, ",") &&
         std::count(text.begin(), text.end(), ':') > 1;
}

void check_address(const Address& address, Report& report) {
  if (!is_bare(address)) return;
  auto finding =
      report.add(at(address.value), cat('`', address.path(), "` is ", shown(address.value.text()),
                                        "; read as host ", shown(address.parts.host)));
  if (is_ip_address(address.parts.host) && !address.parts.host.ends_with(':'))
    finding.severity(Severity::warning);
  finding.note("Patroni takes what follows the last colon for the port")
      .fix("put the IPv6 address in brackets: \"[address]:port\"");
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    for (const Address& address : published_addresses(*member)) check_address(address, report);
    for (const Address& address : listen_addresses(*member)) check_address(address, report);
  }
}

}  // namespace

extern constinit const Rule bare_ipv6{
    .id = "ADR007",
    .name = "bare-ipv6",
    .severity = Severity::error,
    .summary = "an IPv6 address stands without brackets",
    .why =
        "The last colon separates the port. Without brackets the end of the address becomes the "
        "port when no port is written, and nobody can tell which was meant.",
    .bad = R"(scope: shop
name: n1
postgresql:
  listen: "[fd00::1]:5432"
  connect_address: fd00::1  # finding: ADR007
)",
    .good = R"(scope: shop
name: n1
postgresql:
  listen: "[fd00::1]:5432"
  connect_address: "[fd00::1]:5432"
)",
    .sources = {"patroni 4.1.4 patroni/utils.py split_host_port"},
    .check = check,
};

}  // namespace patrol::rules
