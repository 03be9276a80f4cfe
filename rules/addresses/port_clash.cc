// REST API and PostgreSQL cannot listen on one port.
#include <algorithm>

#include "linter/engine/rule.h"
#include "rules/addresses/shared_address.h"

namespace patrol::rules {
namespace {

bool overlap(const Address& left, const Address& right) {
  const auto has_wildcard = [](const Address& address) {
    return std::any_of(address.hosts.begin(), address.hosts.end(),
                       [](const std::string& host) { return is_wildcard(host); });
  };
  if (has_wildcard(left) || has_wildcard(right)) return true;
  return std::any_of(left.hosts.begin(), left.hosts.end(), [&](const std::string& host) {
    return std::find(right.hosts.begin(), right.hosts.end(), host) != right.hosts.end();
  });
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    const auto rest = address(*member, "restapi", "listen");
    const auto postgres = address(*member, "postgresql", "listen");
    if (!rest || !postgres || !rest->parts.port || rest->parts.port != postgres->parts.port)
      continue;
    if (rest->has_scheme || postgres->has_scheme || !overlap(*rest, *postgres)) continue;
    report
        .add(at(postgres->value),
             cat("PostgreSQL and the REST API both listen on port ", *postgres->parts.port))
        .label(at(rest->value), "taken by the REST API, which starts first")
        .note("PostgreSQL does not start: \"could not bind … Address already in use\"")
        .fix("give each its own port");
  }
}

}  // namespace

extern constinit const Rule port_clash{
    .id = "ADR011",
    .name = "port-clash",
    .severity = Severity::error,
    .summary = "the REST API and PostgreSQL listen on the same port",
    .why =
        "Patroni binds its REST API first; PostgreSQL then finds the port taken and does not "
        "start.",
    .bad = R"(scope: shop
name: n1
restapi:
  listen: 0.0.0.0:5432
  connect_address: 10.0.0.1:5432
postgresql:
  listen: 10.0.0.1:5432  # finding: ADR011
  connect_address: 10.0.0.1:5432
)",
    .good = R"(scope: shop
name: n1
restapi:
  listen: 0.0.0.0:8008
  connect_address: 10.0.0.1:8008
postgresql:
  listen: 10.0.0.1:5432
  connect_address: 10.0.0.1:5432
)",
    .sources = {"patroni 4.1.4 patroni/__main__.py"},
    .check = check,
};

}  // namespace patrol::rules
