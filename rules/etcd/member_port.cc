// Members are told to reach each other on the port of the clients.
#include "linter/engine/rule.h"
#include "linter/facts/ports.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

bool serves_peers_there(const EtcdDocument& member) {
  for (const EtcdUrl& entry : urls(member, "listen-peer-urls"))
    if (entry.url && entry.url->port == facts::etcd_client_port) return true;
  return false;
}

void check_url(const EtcdUrl& entry, const Spot& spot, Report& report) {
  if (!entry.url || entry.url->port != facts::etcd_client_port) return;
  report
      .add(spot, cat("a member is reached at port ", facts::etcd_client_port,
                     ", where clients are served"))
      .note("the others never find it: `request cluster ID mismatch` or a refused connection")
      .fix(cat("write the port of its peer listener, usually ", facts::etcd_peer_port));
}

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdDocument* member : active_members(cluster)) {
    if (serves_peers_there(*member)) continue;
    const std::string list = spelled(*member, "initial-cluster");
    for (const EtcdUrl& entry : peer_urls(*member))
      check_url(entry, {entry.piece.at, list}, report);
    for (const EtcdUrl& entry : urls(*member, "initial-advertise-peer-urls"))
      check_url(entry, {entry.piece.at, spelled(*member, entry.flag)}, report);
  }
}

}  // namespace

extern constinit const Rule member_port{
    .id = "ETC034",
    .name = "member-port",
    .severity = Severity::error,
    .summary = "peers are sent to the port of the clients",
    .why =
        "Peers and clients have a listener each. A member whose peer URL has the client's port "
        "is never found, and the cluster starts without it or not at all.",
    .bad = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_LISTEN_PEER_URLS=http://10.0.0.11:2380
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.11:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,e2=http://10.0.0.12:2379,e3=http://10.0.0.13:2380  # finding: ETC034
)",
    .good = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_LISTEN_PEER_URLS=http://10.0.0.11:2380
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.11:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,e2=http://10.0.0.12:2380,e3=http://10.0.0.13:2380
)",
    .sources = {"etcd 3.5 docs op-guide/configuration"},
    .check = check,
};

}  // namespace patrol::rules
