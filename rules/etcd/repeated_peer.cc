// Two members cannot have one URL, and one name is one member.
#include <map>

#include "linter/engine/rule.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

void check_member(const EtcdDocument& member, Report& report) {
  std::map<std::string, EtcdPeer> by_url;
  std::map<std::string, EtcdPeer> by_name;
  const std::string list = spelled(member, "initial-cluster");
  for (const EtcdPeer& peer : initial_cluster(member)) {
    const auto [first, is_new] = by_url.try_emplace(lower(peer.url), peer);
    if (!is_new) {
      report.add({peer.at, list}, cat(shown(peer.url), " is in the list twice"))
          .label(Place{first->second.at}, "first time")
          .note("etcd ends at start: initial cluster has duplicate url")
          .fix("give each member its own URL");
      continue;
    }
    const auto [same, is_first] = by_name.try_emplace(peer.name, peer);
    if (is_first || peer.name.empty()) continue;
    report.add({peer.at, list}, cat("name ", shown(peer.name), " is in the list twice"))
        .severity(Severity::warning)
        .label(Place{same->second.at}, "first time")
        .note("etcd takes both URLs for one member, so the cluster has one member fewer")
        .fix("give each member its own name");
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdDocument* member : active_members(cluster)) check_member(*member, report);
}

}  // namespace

extern constinit const Rule repeated_peer{
    .id = "ETC010",
    .name = "repeated-peer",
    .severity = Severity::error,
    .summary = "a URL or a name stands twice in the initial cluster",
    .why =
        "etcd refuses a list with one URL twice, and takes one name with two URLs for one member.",
    .bad = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.11:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,e2=http://10.0.0.12:2380,e3=http://10.0.0.12:2380  # finding: ETC010
)",
    .good = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.11:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,e2=http://10.0.0.12:2380,e3=http://10.0.0.13:2380
)",
    .sources = {"etcd 3.5.16 server/config/config.go hasLocalMember", "tried on 3.3.25 to 3.5.30"},
    .check = check,
};

}  // namespace patrol::rules
