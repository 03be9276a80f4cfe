// The endpoints in patroni.yml are the members of the running etcd.
#include <set>

#include "rules/drift/shared_etcd_live.h"

namespace patrol::rules {
namespace {

struct Listed {
  const PatroniDocument* file = nullptr;
  std::vector<Endpoint> endpoints;
};

std::optional<Listed> listed_endpoints(const PatroniDocument& file) {
  const Value root = file.root();
  for (const DcsKind kind : dcs_sections(root)) {
    if (kind != DcsKind::etcd && kind != DcsKind::etcd3) continue;
    const Value section = root[to_string(kind)];
    // Behind a proxy or a name of a service other addresses stand.
    if (section["use_proxies"] || section["proxy"] || section["srv"]) return std::nullopt;
    return Listed{&file, dcs_endpoints(root, kind)};
  }
  return std::nullopt;
}

std::set<std::string> client_addresses(const EtcdState& etcd) {
  std::set<std::string> out;
  for (const EtcdMember& member : etcd.members)
    for (const std::string& url : member.client_urls) out.insert(host_and_port(url));
  return out;
}

// A name cannot be compared with an address.
bool are_comparable(const std::set<std::string>& addresses) {
  return !addresses.empty() &&
         std::all_of(addresses.begin(), addresses.end(), [](const std::string& address) {
           return is_ip_address(split_host_port(address, std::nullopt).host);
         });
}

// An endpoint that gave its member's number is one, whatever it is called.
bool is_answered_by_member(const EtcdState& etcd, const std::string& address) {
  return std::any_of(etcd.endpoints.begin(), etcd.endpoints.end(), [&](const EtcdEndpoint& one) {
    return host_and_port(one.url) == address && etcd_member(etcd, one.member_id) != nullptr;
  });
}

void report_stranger(const Snapshot& cluster, const Endpoint& endpoint, Report& report) {
  report.add(endpoint.spot, cat(shown(endpoint.host), " is no member of the running etcd"))
      .label(said_by(Surface::etcd, "members"), "the member list")
      .note("Patroni asks it in vain, and waits for it when it is unlucky; it is no reserve")
      .fix("name the members of etcd, then patronictl reload")
      .member(std::string(cluster.owner_of(
          endpoint.spot.at.index() == 0 ? std::get<Span>(endpoint.spot.at).file : FileId{})));
}

void report_lacking(const Listed& listed, const std::set<std::string>& named,
                    const std::set<std::string>& running, Report& report) {
  std::vector<std::string> lacking;
  std::set_difference(running.begin(), running.end(), named.begin(), named.end(),
                      std::back_inserter(lacking));
  if (lacking.empty() || named.size() > 1) return;
  report
      .add(at(listed.endpoints.front().value),
           cat("patroni.yml names one endpoint, etcd has ", running.size()))
      .label(said_by(Surface::etcd, "members"), cat("also ", patrol::rules::listed(lacking)))
      .note("Patroni learns the others from it, but cannot start while that one is away")
      .fix("name all members of etcd");
}

void check_list(const Snapshot& cluster, const Listed& listed, const std::set<std::string>& running,
                Report& report) {
  const EtcdState& etcd = *cluster.live->etcd;
  std::set<std::string> named;
  for (const Endpoint& endpoint : listed.endpoints) {
    const std::string address = cat(lower(endpoint.host), ':', endpoint.port.value_or(0));
    named.insert(address);
    if (!is_ip_address(endpoint.host) || !is_remote_host(endpoint.host)) continue;
    if (running.contains(address) || is_answered_by_member(etcd, address)) continue;
    report_stranger(cluster, endpoint, report);
  }
  if (are_comparable(named)) report_lacking(listed, named, running, report);
}

void check(const Snapshot& cluster, Report& report) {
  if (!cluster.live->etcd) return;
  const auto running = client_addresses(*cluster.live->etcd);
  if (!are_comparable(running)) return;
  for (const PatroniDocument* file : cluster.patroni) {
    const auto listed = listed_endpoints(*file);
    if (listed && !listed->endpoints.empty()) check_list(cluster, *listed, running, report);
  }
}

}  // namespace

extern constinit const Rule etcd_endpoint_unknown{
    .id = "DRF078",
    .name = "etcd-endpoint-unknown",
    .severity = Severity::warning,
    .summary = "an endpoint in patroni.yml is no member of the running etcd",
    .why =
        "Members of etcd are replaced, and the lists in the files stay. Patroni goes on with those "
        "that answer until they are too few.",
    .bad = R"(# finding: DRF078 n1
--- snapshot.json
{"scope": "shop", "members": [{"name": "n1"}],
 "etcd": {"members": [
   {"id": "a1", "name": "e1", "peer_urls": ["http://10.0.0.1:2380"], "client_urls": ["http://10.0.0.1:2379"]},
   {"id": "a2", "name": "e2", "peer_urls": ["http://10.0.0.2:2380"], "client_urls": ["http://10.0.0.2:2379"]},
   {"id": "a3", "name": "e3", "peer_urls": ["http://10.0.0.3:2380"], "client_urls": ["http://10.0.0.3:2379"]}],
  "endpoints": [
   {"url": "http://10.0.0.1:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a1", "leader_id": "a1"},
   {"url": "http://10.0.0.2:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a2", "leader_id": "a1"},
   {"url": "http://10.0.0.3:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a3", "leader_id": "a1"}]}}
--- n1:/etc/patroni.yml
scope: shop
name: n1
etcd3:
  hosts: 10.0.0.1:2379,10.0.0.2:2379,10.0.0.9:2379
)",
    .good = R"(--- snapshot.json
{"scope": "shop", "members": [{"name": "n1"}],
 "etcd": {"members": [
   {"id": "a1", "name": "e1", "peer_urls": ["http://10.0.0.1:2380"], "client_urls": ["http://10.0.0.1:2379"]},
   {"id": "a2", "name": "e2", "peer_urls": ["http://10.0.0.2:2380"], "client_urls": ["http://10.0.0.2:2379"]},
   {"id": "a3", "name": "e3", "peer_urls": ["http://10.0.0.3:2380"], "client_urls": ["http://10.0.0.3:2379"]}],
  "endpoints": [
   {"url": "http://10.0.0.1:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a1", "leader_id": "a1"},
   {"url": "http://10.0.0.2:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a2", "leader_id": "a1"},
   {"url": "http://10.0.0.3:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a3", "leader_id": "a1"}]}}
--- n1:/etc/patroni.yml
scope: shop
name: n1
etcd3:
  hosts: 10.0.0.1:2379,10.0.0.2:2379,10.0.0.3:2379
)",
    .sources = {"patroni 4.1.4 patroni/dcs/etcd.py",
                "etcd 3.5 docs op-guide/runtime-configuration"},
    .needs = {Surface::etcd, Surface::files},
    .check = check,
};

}  // namespace patrol::rules
