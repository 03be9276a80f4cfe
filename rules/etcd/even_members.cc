// Quorum is more than half.
#include <set>

#include "linter/engine/rule.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdDocument* member : active_members(cluster)) {
    std::set<std::string> names;
    const auto peers = initial_cluster(*member);
    for (const EtcdPeer& peer : peers) names.insert(peer.name);
    const EtcdValue* list = member->find("initial-cluster");
    const std::size_t count = names.size();
    // A repeated name or a wrong separator, which other rules tell of, makes the count uncertain.
    if (list == nullptr || count != peers.size() || contains(list->value, ";")) continue;
    if (count == 0 || count % 2 == 1 || names.contains("")) continue;
    report
        .add(at(*list),
             cat("the etcd cluster has ", count, " members; a quorum is ", count / 2 + 1))
        .note(count == 2
                  ? "the loss of either member stops etcd, and Patroni then demotes the leader"
                  : cat(count, " members survive no more failures than ", count - 1))
        .fix("run an odd number of members, at least three");
  }
}

}  // namespace

extern constinit const Rule even_members{
    .id = "ETC011",
    .name = "even-members",
    .severity = Severity::warning,
    .summary = "the etcd cluster has two or an even number of members",
    .why =
        "etcd works while more than half of its members do. Two are worse than one, four no "
        "better than three.",
    .bad = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.11:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,e2=http://10.0.0.12:2380  # finding: ETC011
)",
    .good = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.11:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,e2=http://10.0.0.12:2380,e3=http://10.0.0.13:2380
)",
    .sources = {"etcd 3.5 docs faq"},
    .yields_to = {Surface::etcd},
    .check = check,
};

}  // namespace patrol::rules
