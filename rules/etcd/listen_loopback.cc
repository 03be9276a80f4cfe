// What is advertised to other hosts must be listened on.
#include <algorithm>

#include "linter/engine/rule.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

struct Listener {
  std::string_view listen;
  std::string_view advertise;
  std::string_view note;
};

constexpr auto listeners = std::to_array<Listener>({
    {"listen-client-urls", "advertise-client-urls",
     "Patroni on other hosts follows the advertised URL and is refused"},
    {"listen-peer-urls", "initial-advertise-peer-urls",
     "the other members are refused, and this one joins no quorum"},
});

bool is_local_only(const std::vector<EtcdUrl>& all) {
  return !all.empty() && std::all_of(all.begin(), all.end(), [](const EtcdUrl& entry) {
    return entry.url && is_loopback(entry.url->host);
  });
}

void check_listener(const EtcdDocument& member, const Listener& pair, Report& report) {
  const auto own = urls(member, pair.listen);
  const auto published = urls(member, pair.advertise);
  if (!is_local_only(own)) return;
  const auto remote = std::find_if(published.begin(), published.end(), [](const EtcdUrl& entry) {
    return entry.url && is_remote_host(entry.url->host) && is_ip_address(entry.url->host);
  });
  if (remote == published.end()) return;
  report
      .add({own.front().piece.at, spelled(member, pair.listen)},
           cat("listens on ", shown(own.front().url->host), " only; advertised is ",
               shown(remote->url->host)))
      .label(Place{remote->piece.at}, "told to others")
      .note(std::string(pair.note))
      .fix(cat("add ", shown(remote->piece.text), " to `", spelled(member, pair.listen), '`'));
}

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdDocument* member : active_members(cluster))
    for (const Listener& pair : listeners) check_listener(*member, pair, report);
}

}  // namespace

extern constinit const Rule listen_loopback{
    .id = "ETC035",
    .name = "listen-loopback",
    .severity = Severity::error,
    .summary = "an etcd member advertises an address and listens on loopback only",
    .why =
        "A listener on loopback answers this machine and nobody else. The member looks healthy "
        "from its own host, and is missing for all others.",
    .bad = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_LISTEN_CLIENT_URLS=http://127.0.0.1:2379  # finding: ETC035
ETCD_ADVERTISE_CLIENT_URLS=http://10.0.0.11:2379
)",
    .good = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_LISTEN_CLIENT_URLS=http://10.0.0.11:2379,http://127.0.0.1:2379
ETCD_ADVERTISE_CLIENT_URLS=http://10.0.0.11:2379
)",
    .sources = {"etcd 3.5 docs op-guide/configuration"},
    .check = check,
};

}  // namespace patrol::rules
