// Heartbeat and election timeout belong to the cluster, not to a member.
#include "linter/engine/rule.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

void check_flag(const EtcdMembers& group, std::string_view flag, Report& report) {
  std::vector<std::string> values;
  for (const EtcdDocument* member : group) {
    const auto value = number(*member, flag);
    if (!value || is_argument(*member, flag)) return;
    values.push_back(cat(*value));
  }
  const std::string usual = most_common(values);
  for (std::size_t index = 0; index < group.size(); ++index) {
    if (values[index] == usual) continue;
    const EtcdValue* value = setting(*group[index], flag);
    auto finding = report.add(value != nullptr ? at(*value) : missing_flag(*group[index], flag),
                              cat('`', spelled(*group[index], flag), "` is ", values[index],
                                  " ms here and ", usual, " ms on other members"));
    for (const EtcdDocument* other : group)
      if (const EtcdValue* theirs = setting(*other, flag);
          theirs != nullptr && number(*other, flag) == to_integer(usual))
        finding.label(at(*theirs), "another member");
    finding
        .note("the impatient member starts elections again and again; etcd has no leader meanwhile")
        .fix("use one value on all members");
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdMembers& group : joint_members(cluster))
    for (const std::string_view flag : {"heartbeat-interval", "election-timeout"})
      check_flag(group, flag, report);
}

}  // namespace

extern constinit const Rule timing_differs{
    .id = "ETC020",
    .name = "timing-differs",
    .severity = Severity::warning,
    .summary = "members of one etcd cluster have different heartbeats or election timeouts",
    .why =
        "etcd does not compare them. A member with a shorter election timeout disturbs the "
        "others, and each election is a moment in which Patroni cannot renew its lock.",
    .bad = R"(--- e1.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.11:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,e2=http://10.0.0.12:2380,e3=http://10.0.0.13:2380
ETCD_ELECTION_TIMEOUT=5000
--- e2.env
ETCD_NAME=e2
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.12:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,e2=http://10.0.0.12:2380,e3=http://10.0.0.13:2380
ETCD_ELECTION_TIMEOUT=1000  # finding: ETC020
)",
    .good = R"(--- e1.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.11:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,e2=http://10.0.0.12:2380,e3=http://10.0.0.13:2380
ETCD_ELECTION_TIMEOUT=5000
--- e2.env
ETCD_NAME=e2
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.12:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,e2=http://10.0.0.12:2380,e3=http://10.0.0.13:2380
ETCD_ELECTION_TIMEOUT=5000
)",
    .sources = {"etcd 3.5 docs tuning", "etcd issue 2618"},
    .check = check,
};

}  // namespace patrol::rules
