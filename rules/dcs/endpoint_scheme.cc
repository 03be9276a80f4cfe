// host and hosts take host:port; the scheme has a setting of its own.
#include "linter/engine/rule.h"
#include "rules/dcs/shared_endpoint.h"

namespace patrol::rules {
namespace {

bool takes_urls(const Endpoint& endpoint) {
  const std::string_view key = endpoint.value.key().text();
  return key == "url" || key == "proxy";
}

std::string advice(DcsKind kind, const Endpoint& endpoint) {
  if (endpoint.scheme != "https") return "write host:port";
  if (kind == DcsKind::consul) return "write host:port and set `scheme: https`";
  return "write host:port and set `protocol: https`";
}

void check(const Snapshot& cluster, Report& report) {
  for (const MemberDcs& dcs : member_dcs(cluster))
    for (const Endpoint& endpoint : dcs.endpoints) {
      if (endpoint.scheme.empty() || takes_urls(endpoint)) continue;
      report
          .add(endpoint.spot, cat("an endpoint starts with `", shown(endpoint.scheme), "://`; `",
                                  endpoint.value.path(), "` takes host:port"))
          .note("Patroni puts its own scheme in front and cannot resolve the result")
          .fix(advice(dcs.kind, endpoint));
    }
}

}  // namespace

extern constinit const Rule endpoint_scheme{
    .id = "DCS006",
    .name = "endpoint-scheme",
    .severity = Severity::error,
    .summary = "a DCS endpoint is written as a URL",
    .why =
        "Only `url` and `proxy` are URLs. In `host` and `hosts` the scheme becomes part of the "
        "host name, and no member of the store is ever reached.",
    .bad = R"(scope: shop
name: n1
etcd3:
  hosts:
    - http://10.0.0.11:2379  # finding: DCS006
    - 10.0.0.12:2379
    - 10.0.0.13:2379
)",
    .good = R"(scope: shop
name: n1
etcd3:
  hosts:
    - 10.0.0.11:2379
    - 10.0.0.12:2379
    - 10.0.0.13:2379
)",
    .sources = {"patroni 4.1.4 patroni/dcs/etcd.py get_etcd_client",
                "patroni 4.1.4 patroni/dcs/consul.py"},
    .check = check,
};

}  // namespace patrol::rules
