// Clients and peers are served on different ports.
#include <algorithm>

#include "linter/engine/rule.h"
#include "linter/facts/ports.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

bool overlap(const Url& left, const Url& right) {
  if (left.port != right.port) return false;
  return is_wildcard(left.host) || is_wildcard(right.host) ||
         equal_ignoring_case(left.host, right.host);
}

bool serves_port(const std::vector<EtcdUrl>& entries, const Url& url) {
  return std::any_of(entries.begin(), entries.end(), [&](const EtcdUrl& entry) {
    return entry.url && entry.url->port == url.port;
  });
}

void check_listeners(const EtcdDocument& member, Report& report) {
  const auto peers = urls(member, "listen-peer-urls");
  for (const EtcdUrl& client : urls(member, "listen-client-urls"))
    for (const EtcdUrl& peer : peers) {
      if (!client.url || !peer.url || !client.url->port || !overlap(*client.url, *peer.url))
        continue;
      report
          .add({client.piece.at, spelled(member, client.flag)},
               cat("clients and peers are both served on port ", *client.url->port))
          .label(Place{peer.piece.at}, "the peers' listener")
          .note("etcd ends at start: bind: address already in use")
          .fix(cat("serve clients on ", facts::etcd_client_port, " and peers on ",
                   facts::etcd_peer_port));
    }
}

void check_advertised(const EtcdDocument& member, const EtcdUrl& entry, Report& report) {
  const auto listeners = urls(member, "listen-client-urls");
  if (!entry.url || !entry.url->port || serves_port(listeners, *entry.url)) return;
  const bool is_peer = serves_port(urls(member, "listen-peer-urls"), *entry.url) ||
                       serves_port(urls(member, "initial-advertise-peer-urls"), *entry.url) ||
                       *entry.url->port == facts::etcd_peer_port;
  if (!is_peer && listeners.empty()) return;
  auto finding = report.add({entry.piece.at, spelled(member, entry.flag)},
                            cat("clients are sent to port ", *entry.url->port,
                                is_peer ? ", where peers are served" : ", which no listener has"));
  if (!is_peer) finding.severity(Severity::warning).note("right only behind a port mapping");
  finding.note("Patroni learns this URL from etcd and fails on it")
      .fix("advertise the port of the client listener");
}

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdDocument* member : active_members(cluster)) {
    check_listeners(*member, report);
    for (const EtcdUrl& entry : urls(*member, "advertise-client-urls"))
      check_advertised(*member, entry, report);
  }
}

}  // namespace

extern constinit const Rule client_port{
    .id = "ETC008",
    .name = "client-port",
    .severity = Severity::error,
    .summary = "clients are sent to a port on which etcd does not serve them",
    .why =
        "Peers and clients have a listener each. A client that asks the peer port, or a port "
        "nobody listens on, never gets an answer.",
    .bad = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_LISTEN_PEER_URLS=http://10.0.0.11:2380
ETCD_LISTEN_CLIENT_URLS=http://10.0.0.11:2379
ETCD_ADVERTISE_CLIENT_URLS=http://10.0.0.11:2380  # finding: ETC008
)",
    .good = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_LISTEN_PEER_URLS=http://10.0.0.11:2380
ETCD_LISTEN_CLIENT_URLS=http://10.0.0.11:2379
ETCD_ADVERTISE_CLIENT_URLS=http://10.0.0.11:2379
)",
    .sources = {"etcd 3.5 docs op-guide/configuration", "tried on 3.3.25 to 3.5.30"},
    .check = check,
};

}  // namespace patrol::rules
