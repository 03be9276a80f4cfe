// The passwords of a cluster are stored once, in its data.
#include "linter/engine/rule.h"
#include "rules/cluster/shared_member.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const std::string_view role : {"superuser", "replication", "rewind"}) {
    const std::string section = cat("postgresql.authentication.", role);
    if (!difference(member_values(cluster, cat(section, ".username"))).odd.empty()) continue;
    const Difference found = difference(member_values(cluster, cat(section, ".password")));
    report_odd(found, "another member's password", [&](const MemberValue& odd) {
      return report
          .add(at_key(odd.value), cat("the ", role, " password differs from ",
                                      called(cluster, *found.usual.front().member), "'s"))
          .note("the log says: password authentication failed for user")
          .fix("use one password on all members");
    });
  }
  const Difference raft = difference(member_values(cluster, "raft.password"));
  report_odd(raft, "another member's password", [&](const MemberValue& odd) {
    return report.add(at_key(odd.value), "the Raft password differs between members")
        .note("the members cannot decrypt each other's messages and do not find together")
        .fix("use one password on all members");
  });
}

}  // namespace

extern constinit const Rule passwords_differ{
    .id = "CLU010",
    .name = "passwords-differ",
    .severity = Severity::error,
    .summary = "members have different passwords for the same role",
    .why =
        "The password in the data is that of the member that bootstrapped, or of the last primary. "
        "Members with another one cannot log in.",
    .bad = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
postgresql:
  authentication:
    replication: {username: replicator, password: secret}
--- n2.yml
scope: shop
name: n2
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.2:8008", connect_address: "10.0.0.2:8008"}
postgresql:
  authentication:
    replication: {username: replicator, password: other}  # finding: CLU010
)",
    .good = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
postgresql:
  authentication:
    replication: {username: replicator, password: secret}
--- n2.yml
scope: shop
name: n2
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.2:8008", connect_address: "10.0.0.2:8008"}
postgresql:
  authentication:
    replication: {username: replicator, password: secret}
)",
    .sources = {"patroni 4.1.4 docs/yaml_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
