// TLS on some members only.
#include "linter/engine/rule.h"
#include "rules/cluster/shared_member.h"

namespace patrol::rules {
namespace {

void check_restapi(const Snapshot& cluster, Report& report) {
  std::vector<const PatroniDocument*> plain;
  const PatroniDocument* encrypted = nullptr;
  for (const PatroniDocument* member : cluster.patroni) {
    const Value restapi = member->root()["restapi"];
    if (member->is_environment || !restapi.is_mapping()) continue;
    if (restapi["certfile"])
      encrypted = encrypted == nullptr ? member : encrypted;
    else
      plain.push_back(member);
  }
  if (encrypted == nullptr) return;
  for (const PatroniDocument* member : plain)
    report
        .add(missing_in(member->root()["restapi"], "certfile"),
             cat("the REST API of ", called(cluster, *member), " speaks http; that of ",
                 called(cluster, *encrypted), " https"))
        .label(at(encrypted->root()["restapi"]["certfile"]), "https")
        .note("a load balancer checks all members in one way and takes these for dead")
        .fix("give all members a certificate, or none");
}

void check(const Snapshot& cluster, Report& report) {
  check_restapi(cluster, report);
  for (const std::string_view path : {"etcd.protocol", "etcd3.protocol", "consul.scheme"}) {
    const std::string_view section = path.substr(0, path.find('.'));
    std::vector<MemberValue> values;
    for (const PatroniDocument* member : cluster.patroni) {
      const Value mapping = member->root()[section];
      const Value value = member->root().at(path);
      if (!mapping.is_mapping() || value.is_opaque() || mapping["url"] || member->is_environment)
        continue;
      values.push_back({member, value ? value : mapping, value ? lower(value.text()) : "http"});
    }
    const Difference found = difference(values);
    report_odd(found, "another member's", [&](const MemberValue& odd) {
      return report
          .add({odd.value.key_span(), std::string(path)},
               cat("the DCS is asked with ", shown(odd.text), " here and with ",
                   shown(found.usual.front().text), " on ",
                   called(cluster, *found.usual.front().member)))
          .severity(Severity::error)
          .note("one endpoint speaks one of the two; the other members never reach it")
          .fix("use one protocol on all members");
    });
  }
}

}  // namespace

extern constinit const Rule tls_differs{
    .id = "CLU015",
    .name = "tls-differs",
    .severity = Severity::warning,
    .summary = "some members encrypt and others do not",
    .why =
        "Load balancers, monitoring and patronictl have one setting for all members. With TLS on "
        "some of them only, checks of the others fail; a store that speaks one protocol refuses "
        "the other.",
    .bad = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi:
  listen: 10.0.0.1:8008
  connect_address: 10.0.0.1:8008
  certfile: /etc/patroni/server.pem
  authentication: {username: admin, password: secret}
--- n2.yml
scope: shop
name: n2
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi:  # finding: CLU015
  listen: 10.0.0.2:8008
  connect_address: 10.0.0.2:8008
  authentication: {username: admin, password: secret}
)",
    .good = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi:
  listen: 10.0.0.1:8008
  connect_address: 10.0.0.1:8008
  certfile: /etc/patroni/server.pem
  authentication: {username: admin, password: secret}
--- n2.yml
scope: shop
name: n2
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi:
  listen: 10.0.0.2:8008
  connect_address: 10.0.0.2:8008
  certfile: /etc/patroni/server.pem
  authentication: {username: admin, password: secret}
)",
    .sources = {"patroni 4.1.4 docs/security.rst"},
    .check = check,
};

}  // namespace patrol::rules
