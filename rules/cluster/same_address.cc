// Two members cannot be reached at one address.
#include <map>

#include "linter/engine/rule.h"
#include "rules/cluster/shared_member.h"

namespace patrol::rules {
namespace {

void check_path(const Snapshot& cluster, std::string_view path, Report& report) {
  std::map<std::string, MemberValue> first;
  for (const MemberValue& own : member_values(cluster, path)) {
    const auto [known, is_new] = first.try_emplace(lower(trim(own.text)), own);
    if (is_new || known->second.member->name == own.member->name) continue;
    report
        .add(at(own.value), cat('`', path, "` is ", shown(own.text), ", as on ",
                                called(cluster, *known->second.member)))
        .label(at(known->second.value), "the other member")
        .note("whoever connects to this member reaches the other one")
        .fix("publish the address of this host");
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const std::string_view path : {"restapi.connect_address", "postgresql.connect_address"})
    check_path(cluster, path, report);
}

}  // namespace

extern constinit const Rule same_address{
    .id = "CLU002",
    .name = "same-address",
    .severity = Severity::error,
    .summary = "two members publish the same address",
    .why =
        "A file was copied and its address not changed. Replicas stream from the wrong member or "
        "from themselves, and health checks ask the wrong one.",
    .bad = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
--- n2.yml
scope: shop
name: n2
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.2:8008", connect_address: "10.0.0.1:8008"}  # finding: CLU002
)",
    .good = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
--- n2.yml
scope: shop
name: n2
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.2:8008", connect_address: "10.0.0.2:8008"}
)",
    .sources = {"patroni 4.1.4 docs/yaml_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
