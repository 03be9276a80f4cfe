// A member's own entry in initial-cluster and the peer URL it advertises are the same thing.
#include <algorithm>
#include <map>

#include "linter/engine/rule.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

bool is_same(const Url& left, const Url& right) {
  return left.scheme == right.scheme && left.port == right.port &&
         equal_ignoring_case(left.host, right.host);
}

// A name against an address: only a resolver could tell.
bool may_be_same(const Url& left, const Url& right) {
  return left.scheme == right.scheme && left.port == right.port &&
         is_ip_address(left.host) != is_ip_address(right.host);
}

void check_entry(const EtcdDocument& member, const EtcdPeer& peer, const std::vector<EtcdUrl>& own,
                 Report& report) {
  const auto url = parse_url(peer.url);
  if (!url) return;
  const auto matches = [&](auto test) {
    return std::any_of(own.begin(), own.end(),
                       [&](const EtcdUrl& entry) { return entry.url && test(*entry.url, *url); });
  };
  if (matches(is_same)) return;
  const bool is_open = matches(may_be_same);
  const EtcdUrl& first = own.front();
  // An address that leads nowhere has rules of its own.
  if (!is_remote_host(first.url->host) && is_remote_host(url->host)) return;
  auto finding = report.add(
      {first.piece.at, spelled(member, first.flag)},
      cat("this member advertises ", shown(first.piece.text), "; its entry in the list differs"));
  finding.label(Place{peer.at}, "its entry");
  if (is_open) {
    finding.severity(Severity::info).note("right if the name resolves to the address");
    return;
  }
  finding.note("etcd ends at its first start: --initial-cluster has the one but misses the other")
      .fix("write the same URL in both");
}

// Two files may claim one name; then the name is what is wrong.
std::map<std::string_view, int> claims(const Snapshot& cluster) {
  std::map<std::string_view, int> out;
  for (const EtcdDocument* member : active_members(cluster)) ++out[etcd_text(*member, "name")];
  return out;
}

void check(const Snapshot& cluster, Report& report) {
  const auto names = claims(cluster);
  for (const EtcdDocument* member : active_members(cluster)) {
    const auto own = urls(*member, "initial-advertise-peer-urls");
    const std::string_view name = etcd_text(*member, "name");
    if (own.empty() || name.empty() || !own.front().url) continue;
    if (names.at(name) > 1) continue;
    for (const EtcdPeer& peer : initial_cluster(*member))
      if (peer.name == name && !contains(peer.url, ";")) check_entry(*member, peer, own, report);
  }
}

}  // namespace

extern constinit const Rule peer_url_mismatch{
    .id = "ETC005",
    .name = "peer-url-mismatch",
    .severity = Severity::error,
    .summary = "the advertised peer URL is not the one in the initial cluster",
    .why =
        "etcd compares the two when it first starts and ends when they differ in scheme, host or "
        "port.",
    .bad = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.12:2380  # finding: ETC005
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,e2=http://10.0.0.12:2380,e3=http://10.0.0.13:2380
)",
    .good = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.11:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,e2=http://10.0.0.12:2380,e3=http://10.0.0.13:2380
)",
    .sources = {"etcd 3.5.16 server/config/config.go advertiseMatchesCluster",
                "tried on 3.3.25 to 3.5.30"},
    .check = check,
};

}  // namespace patrol::rules
