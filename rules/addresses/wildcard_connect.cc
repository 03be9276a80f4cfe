// A wildcard is something to listen on, not something to connect to.
#include "linter/engine/rule.h"
#include "rules/addresses/shared_address.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni)
    for (const Address& address : published_addresses(*member)) {
      if (address.has_scheme || !is_wildcard(address.parts.host)) continue;
      report
          .add(at(address.value), cat('`', address.path(), "` is ", shown(address.value.text()),
                                      ", which names no host"))
          .note(
              "other members take it for their own machine, so replication and health checks "
              "never reach this one")
          .fix("publish one address or name of this host");
    }
}

}  // namespace

extern constinit const Rule wildcard_connect{
    .id = "ADR002",
    .name = "wildcard-connect",
    .severity = Severity::error,
    .summary = "a published address is a wildcard or has no host",
    .why =
        "0.0.0.0, :: and * mean every address of the machine that listens. A client that is told "
        "to connect there connects to itself.",
    .bad = R"(scope: shop
name: n1
postgresql:
  listen: 0.0.0.0:5432
  connect_address: 0.0.0.0:5432  # finding: ADR002
)",
    .good = R"(scope: shop
name: n1
postgresql:
  listen: 0.0.0.0:5432
  connect_address: 10.0.0.1:5432
)",
    .sources = {"patroni 4.1.4 docs/yaml_configuration.rst",
                "patroni 4.1.4 patroni/postgresql/config.py resolve_connection_addresses"},
    .check = check,
};

}  // namespace patrol::rules
