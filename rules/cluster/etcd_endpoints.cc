// What Patroni asks and what etcd serves.
#include <algorithm>
#include <set>

#include "linter/engine/rule.h"
#include "linter/facts/ports.h"
#include "linter/model/endpoints.h"
#include "linter/model/etcd.h"
#include "rules/cluster/shared_member.h"

namespace patrol::rules {
namespace {

struct Served {
  const EtcdDocument* member = nullptr;
  EtcdPiece piece;
  Url url;
};

std::vector<Served> client_urls(const Snapshot& cluster) {
  std::vector<Served> out;
  for (const EtcdDocument* member : cluster.etcd)
    for (const std::string_view flag : {"advertise-client-urls", "listen-client-urls"}) {
      const EtcdValue* value = member->find(flag);
      if (value == nullptr || value->is_opaque) continue;
      for (const EtcdPiece& piece : pieces(*value))
        if (auto url = parse_url(piece.text)) out.push_back({member, piece, std::move(*url)});
    }
  return out;
}

// Hosts of all members; nothing when the files do not list them.
std::set<std::string> member_hosts(const Snapshot& cluster) {
  std::set<std::string> hosts;
  const bool is_listed =
      std::any_of(cluster.etcd.begin(), cluster.etcd.end(),
                  [](const EtcdDocument* member) { return initial_cluster(*member).size() > 1; });
  if (!is_listed) return hosts;
  for (const EtcdDocument* member : cluster.etcd)
    for (const EtcdPeer& peer : initial_cluster(*member))
      if (const auto url = parse_url(peer.url)) hosts.insert(lower(url->host));
  for (const Served& served : client_urls(cluster)) hosts.insert(lower(served.url.host));
  return hosts;
}

std::string protocol_of(const Value& section, const Endpoint& endpoint) {
  if (!endpoint.scheme.empty()) return endpoint.scheme;
  const Value protocol = section["protocol"];
  if (protocol.is_opaque()) return {};
  return protocol.is_string() ? lower(protocol.text()) : "http";
}

void check_host(const std::set<std::string>& hosts, const Endpoint& endpoint, Report& report) {
  // A name cannot be compared with an address.
  const bool are_addresses = std::all_of(
      hosts.begin(), hosts.end(), [](const std::string& host) { return is_ip_address(host); });
  if (hosts.size() < 2 || !are_addresses || !is_ip_address(endpoint.host)) return;
  if (hosts.contains(lower(endpoint.host)) || !is_remote_host(endpoint.host)) return;
  report
      .add(endpoint.spot,
           cat(shown(endpoint.host), " is no member of the etcd cluster in these files"))
      .note("the connection fails, and this endpoint cannot replace one that is down")
      .fix("name the members of etcd");
}

void check_served(const Value& section, const std::vector<Served>& all, const Endpoint& endpoint,
                  Report& report) {
  const Served* host = nullptr;
  const Served* port = nullptr;
  const Served* exact = nullptr;
  const std::string protocol = protocol_of(section, endpoint);
  for (const Served& served : all) {
    if (!equal_ignoring_case(served.url.host, endpoint.host)) continue;
    host = &served;
    if (served.url.port != endpoint.port) continue;
    port = &served;
    if (served.url.scheme == protocol) exact = &served;
  }
  if (host == nullptr || exact != nullptr || protocol.empty()) return;
  if (port == nullptr) {
    report
        .add(endpoint.spot, cat("etcd on ", shown(endpoint.host), " serves no clients on port ",
                                endpoint.port.value_or(0)))
        .label(Place{host->piece.at}, "served here")
        .note("Patroni gets no answer from this endpoint")
        .fix("use the port of the client URL");
    return;
  }
  const Value word = section["protocol"];
  report
      .add(word ? Spot{word.span(), word.path()} : endpoint.spot,
           cat("Patroni asks etcd with ", shown(protocol), "; it serves ", shown(port->url.scheme)))
      .severity(Severity::error)
      .label(Place{port->piece.at}, "etcd's URL")
      .note("Patroni waits for the DCS and never starts PostgreSQL")
      .fix(cat("set `protocol: ", port->url.scheme, "`"));
}

void check(const Snapshot& cluster, Report& report) {
  if (cluster.etcd.empty()) return;
  const auto served = client_urls(cluster);
  const auto hosts = member_hosts(cluster);
  for (const PatroniDocument* member : cluster.patroni) {
    const auto sections = dcs_sections(member->root());
    if (sections.empty() ||
        (sections.front() != DcsKind::etcd && sections.front() != DcsKind::etcd3))
      continue;
    const Value section = member->root()[to_string(sections.front())];
    for (const Endpoint& endpoint : dcs_endpoints(member->root(), sections.front())) {
      if (endpoint.port == facts::etcd_peer_port) continue;  // peer-port says it
      check_host(hosts, endpoint, report);
      check_served(section, served, endpoint, report);
    }
  }
}

}  // namespace

extern constinit const Rule etcd_endpoints{
    .id = "CLU023",
    .name = "etcd-endpoints",
    .severity = Severity::warning,
    .summary = "the endpoints of Patroni are not those of the etcd members",
    .why =
        "Patroni reaches etcd where its files say. A host that is no member, a port nobody listens "
        "on, or the wrong protocol leaves the member without a DCS.",
    .bad = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.23:2379"}  # finding: CLU023
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
--- e1.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_ADVERTISE_CLIENT_URLS=http://10.0.0.11:2379
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.11:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,e2=http://10.0.0.12:2380,e3=http://10.0.0.13:2380
)",
    .good = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
--- e1.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_ADVERTISE_CLIENT_URLS=http://10.0.0.11:2379
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.11:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,e2=http://10.0.0.12:2380,e3=http://10.0.0.13:2380
)",
    .sources = {"patroni 4.1.4 patroni/dcs/etcd.py", "etcd 3.5 docs op-guide/configuration"},
    .yields_to = {Surface::etcd},
    .check = check,
};

}  // namespace patrol::rules
