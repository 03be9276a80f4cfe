// One cluster, one token.
#include <vector>

#include "linter/engine/rule.h"
#include "linter/facts/facts.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

constexpr std::string_view flag = "initial-cluster-token";

std::string token(const EtcdDocument& member) {
  const EtcdValue* value = setting(member, flag);
  if (value != nullptr) return value->value;
  return std::string(facts::find_etcd_flag(flag)->default_value);
}

bool is_opaque(const EtcdDocument& member) {
  const EtcdValue* value = member.find(flag);
  return (value != nullptr && value->is_opaque) || is_argument(member, flag);
}

void report_odd(const EtcdDocument& member, const EtcdMembers& group, const std::string& usual,
                Report& report) {
  const EtcdValue* value = setting(member, flag);
  auto finding = report.add(value != nullptr ? at(*value) : missing_flag(member, flag),
                            cat('`', spelled(member, flag), "` differs from the other members'"));
  for (const EtcdDocument* other : group) {
    const EtcdValue* theirs = setting(*other, flag);
    if (theirs != nullptr && token(*other) == usual) finding.label(at(*theirs), "another member");
  }
  if (etcd_text(member, "initial-cluster-state") == "existing")
    finding.severity(Severity::warning).note("read only when the data directory is empty");
  finding
      .note(
          "the cluster's ID is made from the token; peers refuse each other: request cluster "
          "ID mismatch")
      .fix("use one token on all members");
}

void check_group(const EtcdMembers& group, Report& report) {
  std::vector<std::string> tokens;
  tokens.reserve(group.size());
  for (const EtcdDocument* member : group) {
    if (is_opaque(*member)) return;
    tokens.push_back(token(*member));
  }
  const std::string usual = most_common(tokens);
  for (std::size_t index = 0; index < group.size(); ++index)
    if (tokens[index] != usual) report_odd(*group[index], group, usual, report);
}

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdMembers& group : joint_members(cluster)) check_group(group, report);
}

}  // namespace

extern constinit const Rule token_differs{
    .id = "ETC017",
    .name = "token-differs",
    .severity = Severity::error,
    .summary = "members of one etcd cluster have different tokens",
    .why =
        "The token goes into the cluster's ID when a member first starts. A member with another "
        "token founds another cluster, and its peers refuse it.",
    .bad = R"(--- e1.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.11:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,e2=http://10.0.0.12:2380,e3=http://10.0.0.13:2380
ETCD_INITIAL_CLUSTER_TOKEN=blue
--- e2.env
ETCD_NAME=e2
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.12:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,e2=http://10.0.0.12:2380,e3=http://10.0.0.13:2380
ETCD_INITIAL_CLUSTER_TOKEN=green  # finding: ETC017
)",
    .good = R"(--- e1.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.11:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,e2=http://10.0.0.12:2380,e3=http://10.0.0.13:2380
ETCD_INITIAL_CLUSTER_TOKEN=blue
--- e2.env
ETCD_NAME=e2
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.12:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,e2=http://10.0.0.12:2380,e3=http://10.0.0.13:2380
ETCD_INITIAL_CLUSTER_TOKEN=blue
)",
    .sources = {"etcd 3.5 docs op-guide/clustering"},
    .check = check,
};

}  // namespace patrol::rules
