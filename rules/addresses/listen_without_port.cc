// restapi.listen has no default port.
#include "linter/engine/rule.h"
#include "rules/addresses/shared_address.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    const Value value = member->root()["restapi"]["listen"];
    const auto listen = address(*member, "restapi", "listen");
    const bool is_number = value.is_integer();
    if (!is_number && (!listen || listen->has_scheme || listen->parts.has_port)) continue;
    report
        .add(at(value),
             cat("`restapi.listen` is ", shown(value.text()), "; it needs a host and a port"))
        .note("Patroni ends at start with a ValueError: expected <HOST>:<PORT> for \"listen\"")
        .fix("write host:port, for example 0.0.0.0:8008");
  }
}

}  // namespace

extern constinit const Rule listen_without_port{
    .id = "ADR012",
    .name = "listen-without-port",
    .severity = Severity::error,
    .summary = "`restapi.listen` has no port or no host",
    .why =
        "There is no default for it. Patroni does not start, although newer versions of "
        "--validate-config accept the file.",
    .bad = R"(scope: shop
name: n1
restapi:
  listen: 10.0.0.1  # finding: ADR012
  connect_address: 10.0.0.1:8008
)",
    .good = R"(scope: shop
name: n1
restapi:
  listen: 10.0.0.1:8008
  connect_address: 10.0.0.1:8008
)",
    .sources = {"patroni 4.1.4 patroni/api.py RestApiServer"},
    .check = check,
};

}  // namespace patrol::rules
