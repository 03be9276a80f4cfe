// The roles of a cluster exist once, in its data.
#include "linter/engine/rule.h"
#include "rules/cluster/shared_member.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const std::string_view role : {"superuser", "replication", "rewind"}) {
    const std::string path = cat("postgresql.authentication.", role, ".username");
    const Difference found = difference(member_values(cluster, path));
    report_odd(found, "another member's role", [&](const MemberValue& odd) {
      return report
          .add(at(odd.value), cat("the ", role, " role is ", shown(odd.text), " here and ",
                                  shown(found.usual.front().text), " on ",
                                  called(cluster, *found.usual.front().member)))
          .note(role == "replication"
                    ? "as a replica this member cannot stream: role does not exist"
                    : "this member's Patroni cannot log in after a failover: role does not exist")
          .fix("use one name on all members");
    });
  }
}

}  // namespace

extern constinit const Rule users_differ{
    .id = "CLU009",
    .name = "users-differ",
    .severity = Severity::error,
    .summary = "members name different roles for the same purpose",
    .why =
        "Roles are created when the cluster is bootstrapped and copied with the data. A member "
        "with another name cannot log in once it has to.",
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
    replication: {username: repl, password: secret}  # finding: CLU009
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
