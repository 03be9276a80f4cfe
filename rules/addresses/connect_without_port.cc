// host:port lost its colon or its port.
#include "linter/engine/rule.h"
#include "linter/facts/ports.h"
#include "rules/addresses/shared_address.h"

namespace patrol::rules {
namespace {

bool is_default_port_right(const Address& address) {
  if (address.section != "postgresql") return false;
  const auto listen = rules::address(*address.member, "postgresql", "listen");
  return !listen || listen->parts.port == facts::postgres_port;
}

void report_one(const Address& address, Report& report) {
  const bool is_broken = is_broken_ip(address.parts.host);
  auto finding =
      report.add(at(address.value),
                 cat('`', address.path(), "` is ", shown(address.value.text()),
                     is_broken ? "; neither an address nor host:port" : "; there is no port"));
  if (!is_broken && is_default_port_right(address)) finding.severity(Severity::warning);
  finding
      .note(address.section == "restapi"
                ? "clients of the REST API then use port 80, or 443 with TLS"
                : cat("clients then use port ", facts::postgres_port))
      .fix(is_broken ? "put the colon back between address and port" : "write host:port");
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni)
    for (const Address& address : published_addresses(*member))
      if (!address.has_scheme && !address.parts.has_port && !address.parts.host.empty())
        report_one(address, report);
}

}  // namespace

extern constinit const Rule connect_without_port{
    .id = "ADR004",
    .name = "connect-without-port",
    .severity = Severity::error,
    .summary = "a published address has no port",
    .why =
        "The address goes into the DCS as it is. Without its port, or with the colon lost, the "
        "other members cannot connect.",
    .bad = R"(scope: shop
name: n1
restapi:
  listen: 10.0.0.1:8008
  connect_address: 10.0.0.18008  # finding: ADR004
)",
    .good = R"(scope: shop
name: n1
restapi:
  listen: 10.0.0.1:8008
  connect_address: 10.0.0.1:8008
)",
    .sources = {"patroni 4.1.4 patroni/utils.py uri",
                "patroni 4.1.4 patroni/utils.py split_host_port"},
    .check = check,
};

}  // namespace patrol::rules
