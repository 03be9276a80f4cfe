// Members that only know themselves found a cluster each.
#include <set>

#include "linter/engine/rule.h"
#include "linter/facts/facts.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

std::string_view token(const EtcdDocument& member) {
  const EtcdValue* value = setting(member, "initial-cluster-token");
  return value != nullptr ? std::string_view(value->value)
                          : facts::find_etcd_flag("initial-cluster-token")->default_value;
}

EtcdMembers lonely_members(const Snapshot& cluster) {
  EtcdMembers lonely;
  for (const EtcdDocument* member : active_members(cluster)) {
    const auto peers = initial_cluster(*member);
    const bool is_lonely = peers.size() == 1 && peers.front().name == etcd_text(*member, "name");
    if (is_lonely && etcd_text(*member, "initial-cluster-state") != "existing")
      lonely.push_back(member);
  }
  return lonely;
}

std::string client_host(const EtcdDocument& member) {
  for (const EtcdUrl& entry : urls(member, "advertise-client-urls"))
    if (entry.url) return entry.url->host;
  return {};
}

// One Patroni member talks to both of them.
bool are_one_store(const Snapshot& cluster, const EtcdDocument& left, const EtcdDocument& right) {
  for (const PatroniDocument* member : cluster.patroni)
    for (const DcsKind kind : dcs_sections(member->root())) {
      std::set<std::string> hosts;
      for (const Endpoint& endpoint : dcs_endpoints(member->root(), kind))
        hosts.insert(endpoint.host);
      if (hosts.contains(client_host(left)) && hosts.contains(client_host(right))) return true;
    }
  return false;
}

void check(const Snapshot& cluster, Report& report) {
  const EtcdMembers lonely = lonely_members(cluster);
  for (std::size_t index = 1; index < lonely.size(); ++index) {
    const EtcdDocument& first = *lonely.front();
    const EtcdDocument& member = *lonely[index];
    const bool is_one_store = are_one_store(cluster, first, member);
    if (!is_one_store && token(first) != token(member)) continue;
    auto finding = report.add(at(*member.find("initial-cluster")),
                              cat(shown(etcd_text(member, "name")),
                                  " lists only itself and founds a cluster of its own"));
    finding.label(at(*first.find("initial-cluster")), "so does this member");
    if (!is_one_store) finding.severity(Severity::warning);
    finding
        .note(
            "each etcd grants its own leader lock: Patroni members that talk to different ones all "
            "become leader")
        .fix("list all members on each of them, and start with empty data directories");
  }
}

}  // namespace

extern constinit const Rule own_cluster{
    .id = "ETC018",
    .name = "own-cluster",
    .severity = Severity::error,
    .summary = "etcd members that belong together each found a cluster of their own",
    .why =
        "A member joins those it lists in its initial cluster. If every member lists only "
        "itself, there are as many stores as members, and as many PostgreSQL leaders.",
    .bad = R"(--- patroni.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
--- e1.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_ADVERTISE_CLIENT_URLS=http://10.0.0.11:2379
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.11:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380
--- e2.env
ETCD_NAME=e2
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_ADVERTISE_CLIENT_URLS=http://10.0.0.12:2379
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.12:2380
ETCD_INITIAL_CLUSTER=e2=http://10.0.0.12:2380  # finding: ETC018
)",
    .good = R"(--- patroni.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
--- e1.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_ADVERTISE_CLIENT_URLS=http://10.0.0.11:2379
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.11:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,e2=http://10.0.0.12:2380,e3=http://10.0.0.13:2380
--- e2.env
ETCD_NAME=e2
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_ADVERTISE_CLIENT_URLS=http://10.0.0.12:2379
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.12:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,e2=http://10.0.0.12:2380,e3=http://10.0.0.13:2380
)",
    .sources = {"etcd 3.5 docs op-guide/clustering", "patroni 4.1.4 docs/faq.rst"},
    .check = check,
};

}  // namespace patrol::rules
