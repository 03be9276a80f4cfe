// Access rules of the members.
#include "linter/engine/rule.h"
#include "rules/cluster/shared_member.h"

namespace patrol::rules {
namespace {

std::string normal_form(const Value& list) {
  std::vector<std::string> lines;
  for (const Value& item : list.items()) {
    std::string line;
    for (const char letter : item.text()) {
      const bool is_blank = letter == ' ' || letter == '\t';
      if (is_blank && (line.empty() || line.back() == ' ')) continue;
      line += is_blank ? ' ' : letter;
    }
    if (!line.starts_with('#')) lines.emplace_back(trim(line));
  }
  return join(lines, "\n");
}

void check(const Snapshot& cluster, Report& report) {
  std::vector<MemberValue> values;
  for (const PatroniDocument* member : cluster.patroni) {
    const Value list = member->root().at("postgresql.pg_hba");
    if (list.is_sequence()) values.push_back({member, list, normal_form(list)});
  }
  const Difference found = difference(values);
  for (const MemberValue& odd : found.odd)
    report
        .add(at_key(odd.value), cat("`postgresql.pg_hba` differs from ",
                                    called(cluster, *found.usual.front().member), "'s"))
        .label(at_key(found.usual.front().value), "another member's list")
        .note("after a failover other rules decide who may connect")
        .fix("keep one list for all members, or put it into the dynamic configuration");
}

}  // namespace

extern constinit const Rule hba_differs{
    .id = "CLU016",
    .name = "hba-differs",
    .severity = Severity::info,
    .summary = "members have different lists of access rules",
    .why =
        "The list in `postgresql.pg_hba` is local. After a failover other rules decide who may "
        "connect.",
    .bad = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
postgresql:
  pg_hba:
    - host replication replicator 10.0.0.0/24 scram-sha-256
    - host all all 10.0.0.0/24 scram-sha-256
--- n2.yml
scope: shop
name: n2
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.2:8008", connect_address: "10.0.0.2:8008"}
postgresql:
  pg_hba:  # finding: CLU016
    - host replication replicator 10.0.0.0/24 scram-sha-256
    - host all all 10.0.1.0/24 scram-sha-256
)",
    .good = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
postgresql:
  pg_hba:
    - host replication replicator 10.0.0.0/24 scram-sha-256
    - host all all 10.0.0.0/24 scram-sha-256
--- n2.yml
scope: shop
name: n2
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.2:8008", connect_address: "10.0.0.2:8008"}
postgresql:
  pg_hba:
    - host replication replicator 10.0.0.0/24 scram-sha-256
    - host all all 10.0.0.0/24 scram-sha-256
)",
    .sources = {"patroni 4.1.4 docs/yaml_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
