// A service that listens on loopback only cannot be reached at the address it publishes.
#include <algorithm>

#include "linter/engine/rule.h"
#include "rules/addresses/shared_address.h"

namespace patrol::rules {
namespace {

bool is_loopback_only(const Address& listen) {
  return !listen.has_scheme &&
         std::all_of(listen.hosts.begin(), listen.hosts.end(),
                     [](const std::string& host) { return is_loopback(host); });
}

void report_one(const PatroniDocument& member, const Address& listen, Report& report) {
  const auto connect = address(member, listen.section, "connect_address");
  auto finding = report.add(
      at(listen.value),
      cat('`', listen.path(), "` is ", shown(listen.value.text()), "; other hosts cannot connect"));
  if (connect && is_remote_host(connect->parts.host))
    finding.severity(Severity::error).label(at(connect->value), "published, but nobody listens");
  finding
      .note(listen.section == "restapi"
                ? "the leader race, failsafe, load balancers and patronictl need the REST API"
                : "replicas and clients on other hosts are refused")
      .fix("listen on the address that is published");
}

void check(const Snapshot& cluster, Report& report) {
  if (!spans_hosts(cluster)) return;
  for (const PatroniDocument* member : cluster.patroni)
    for (const Address& listen : listen_addresses(*member))
      if (is_loopback_only(listen)) report_one(*member, listen, report);
}

}  // namespace

extern constinit const Rule loopback_listen{
    .id = "ADR009",
    .name = "loopback-listen",
    .severity = Severity::warning,
    .summary = "a service of a member listens on loopback only although there are other hosts",
    .why =
        "PostgreSQL must be reachable for replicas, the REST API for the other members, load "
        "balancers and patronictl.",
    .bad = R"(scope: shop
name: n1
restapi:
  listen: 127.0.0.1:8008  # finding: ADR009
  connect_address: 10.0.0.1:8008
)",
    .good = R"(scope: shop
name: n1
restapi:
  listen: 0.0.0.0:8008
  connect_address: 10.0.0.1:8008
)",
    .sources = {"patroni 4.1.4 docs/yaml_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
