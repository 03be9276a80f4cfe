// A password over plain HTTP can be read on the way.
#include <algorithm>

#include "linter/engine/rule.h"
#include "rules/dcs/shared_endpoint.h"

namespace patrol::rules {
namespace {

bool is_encrypted(const MemberDcs& dcs) {
  const Value protocol = dcs.section["protocol"];
  if (protocol.is_opaque() || lower(protocol.text()) == "https") return true;
  return std::any_of(dcs.endpoints.begin(), dcs.endpoints.end(),
                     [](const Endpoint& endpoint) { return endpoint.scheme == "https"; });
}

void check(const Snapshot& cluster, Report& report) {
  for (const MemberDcs& dcs : member_dcs(cluster)) {
    const Value password = dcs.section["password"];
    if (!is_etcd(dcs.kind) || !password || password.is_null() || is_encrypted(dcs)) continue;
    const bool is_remote =
        std::any_of(dcs.endpoints.begin(), dcs.endpoints.end(),
                    [](const Endpoint& endpoint) { return is_remote_host(endpoint.host); });
    if (!is_remote) continue;
    report.add(at_key(password), cat('`', password.path(), "` is sent over plain http"))
        .note("who can read the network can read it, and with it write the cluster's state")
        .fix("set `protocol: https` and give `cacert`");
  }
}

}  // namespace

extern constinit const Rule credentials_in_clear{
    .id = "DCS020",
    .name = "credentials-in-clear",
    .severity = Severity::info,
    .summary = "the DCS password travels unencrypted",
    .why =
        "Whoever may write to the DCS can change the configuration of the cluster, and so run "
        "programs on its hosts.",
    .bad = R"(scope: shop
name: n1
etcd3:
  hosts: 10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379
  username: patroni
  password: secret  # finding: DCS020
)",
    .good = R"(scope: shop
name: n1
etcd3:
  hosts: 10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379
  protocol: https
  cacert: /etc/etcd/ca.crt
  username: patroni
  password: secret
)",
    .sources = {"patroni 4.1.4 docs/security.rst"},
    .check = check,
};

}  // namespace patrol::rules
