// All members start from the same list.
#include <set>

#include "linter/engine/rule.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

std::string normal_form(const EtcdDocument& member) {
  std::set<std::string> entries;
  for (const EtcdPeer& peer : initial_cluster(member))
    entries.insert(cat(peer.name, '=', lower(peer.url)));
  return join(std::vector<std::string>(entries.begin(), entries.end()), ",");
}

bool is_joining(const EtcdDocument& member) {
  return etcd_text(member, "initial-cluster-state") == "existing";
}

std::string difference(const std::string& own, const std::string& usual) {
  const auto in_usual = split(usual, ',');
  const std::set<std::string_view> known(in_usual.begin(), in_usual.end());
  for (const std::string_view entry : split(own, ','))
    if (!known.contains(entry)) return cat("only here: ", shown(entry));
  const auto in_own = split(own, ',');
  const std::set<std::string_view> here(in_own.begin(), in_own.end());
  for (const std::string_view entry : in_usual)
    if (!here.contains(entry)) return cat("missing here: ", shown(entry));
  return {};
}

void check_group(const EtcdMembers& group, Report& report) {
  std::vector<std::string> lists;
  for (const EtcdDocument* member : group) lists.push_back(normal_form(*member));
  const std::string usual = most_common(lists);
  for (std::size_t index = 0; index < group.size(); ++index) {
    if (lists[index] == usual) continue;
    const EtcdValue& value = *group[index]->find("initial-cluster");
    auto finding =
        report.add(at(value), cat('`', value.setting, "` differs from the other members'"));
    for (std::size_t other = 0; other < group.size(); ++other)
      if (lists[other] == usual)
        finding.label(at(*group[other]->find("initial-cluster")), "another member");
    if (is_joining(*group[index]))
      finding.severity(Severity::warning)
          .note("a member that joined later may list more than others");
    finding.note(difference(lists[index], usual))
        .note("etcd ends at its first start, or peers refuse each other: cluster ID mismatch")
        .fix("use one list on all members");
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdMembers& group : joint_members(cluster)) check_group(group, report);
}

}  // namespace

extern constinit const Rule cluster_differs{
    .id = "ETC019",
    .name = "cluster-differs",
    .severity = Severity::error,
    .summary = "members of one etcd cluster list different members",
    .why =
        "The list goes into the cluster's ID. Members that start from different lists do not "
        "find together.",
    .bad = R"(--- e1.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.11:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,e2=http://10.0.0.12:2380,e3=http://10.0.0.13:2380
--- e2.env
ETCD_NAME=e2
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.12:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,e2=http://10.0.0.12:2380,e3=http://10.0.0.14:2380  # finding: ETC019
)",
    .good = R"(--- e1.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.11:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,e2=http://10.0.0.12:2380,e3=http://10.0.0.13:2380
--- e2.env
ETCD_NAME=e2
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.12:2380
ETCD_INITIAL_CLUSTER=e2=http://10.0.0.12:2380,e1=http://10.0.0.11:2380,e3=http://10.0.0.13:2380
)",
    .sources = {"etcd 3.5 docs op-guide/clustering"},
    .check = check,
};

}  // namespace patrol::rules
