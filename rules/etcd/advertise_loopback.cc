// A loopback address leads every reader to itself.
#include <algorithm>

#include "linter/engine/rule.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

constexpr std::string_view client_flag = "advertise-client-urls";
constexpr std::string_view peer_flag = "initial-advertise-peer-urls";

bool names_remote(const std::vector<EtcdUrl>& entries) {
  return std::any_of(entries.begin(), entries.end(), [](const EtcdUrl& entry) {
    return entry.url && is_remote_host(entry.url->host);
  });
}

// Something in the file shows that other hosts are meant to reach this member.
bool is_for_others(const EtcdDocument& member) {
  if (names_remote(peer_urls(member))) return true;
  for (const std::string_view flag :
       {client_flag, peer_flag, std::string_view("listen-client-urls"),
        std::string_view("listen-peer-urls")})
    if (names_remote(urls(member, flag))) return true;
  return false;
}

void check_flag(const EtcdDocument& member, std::string_view flag, Report& report) {
  const auto all = urls(member, flag);
  if (names_remote(all)) return;  // several are advertised, others can choose
  for (const EtcdUrl& entry : all) {
    if (!entry.url || !is_loopback(entry.url->host)) continue;
    report
        .add({entry.piece.at, spelled(member, flag)},
             cat('`', spelled(member, flag), "` tells others to connect to ",
                 shown(entry.url->host)))
        .note(flag == client_flag
                  ? "Patroni asks etcd for its members and connects to what they advertise: itself"
                  : "the other members would look for this one on their own machine")
        .fix("advertise the address at which other hosts reach this member");
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdDocument* member : active_members(cluster)) {
    if (!is_for_others(*member)) continue;
    check_flag(*member, client_flag, report);
    check_flag(*member, peer_flag, report);
  }
}

}  // namespace

extern constinit const Rule advertise_loopback{
    .id = "ETC003",
    .name = "advertise-loopback",
    .severity = Severity::error,
    .summary = "an etcd member advertises a loopback address to other hosts",
    .why =
        "etcd hands its advertised URLs to peers and clients; localhost is a different machine "
        "for each of them.",
    .bad = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_LISTEN_CLIENT_URLS=http://10.0.0.11:2379,http://127.0.0.1:2379
ETCD_ADVERTISE_CLIENT_URLS=http://localhost:2379  # finding: ETC003
)",
    .good = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_LISTEN_CLIENT_URLS=http://10.0.0.11:2379,http://127.0.0.1:2379
ETCD_ADVERTISE_CLIENT_URLS=http://10.0.0.11:2379
)",
    .sources = {"etcd 3.5 docs op-guide/configuration", "patroni 4.1.4 patroni/dcs/etcd.py"},
    .check = check,
};

}  // namespace patrol::rules
