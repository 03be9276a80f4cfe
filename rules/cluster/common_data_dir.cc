// Two members on one host need two directories.
#include <map>

#include "linter/engine/rule.h"
#include "linter/model/endpoints.h"
#include "rules/cluster/shared_member.h"

namespace patrol::rules {
namespace {

std::string host_of(const PatroniDocument& member) {
  const Value value = member.root().at("postgresql.connect_address");
  return value.is_string() && !value.is_opaque() ? split_host_port(value.text(), std::nullopt).host
                                                 : std::string{};
}

void check(const Snapshot& cluster, Report& report) {
  std::map<std::pair<std::string, std::string>, MemberValue> first;
  for (const MemberValue& own : member_values(cluster, "postgresql.data_dir")) {
    const std::string host = host_of(*own.member);
    if (host.empty() || own.member->name.empty()) continue;
    const auto [known, is_new] = first.try_emplace({lower(host), own.text}, own);
    if (is_new || known->second.member->name == own.member->name) continue;
    report
        .add(at(own.value), cat("members ", called(cluster, *known->second.member), " and ",
                                called(cluster, *own.member), " share one data directory"))
        .label(at(known->second.value), cat("also on ", shown(host)))
        .note("the second PostgreSQL does not start: lock file postmaster.pid already exists")
        .fix("give each its own directory, or correct the address");
  }
}

}  // namespace

extern constinit const Rule common_data_dir{
    .id = "CLU021",
    .name = "common-data-dir",
    .severity = Severity::error,
    .summary = "two members on one host share a data directory or a port",
    .why =
        "Two PostgreSQL servers cannot use one data directory, nor listen on one port of one host.",
    .bad = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
postgresql: {listen: "0.0.0.0:5432", connect_address: "10.0.0.1:5432", data_dir: /srv/pg/main}
--- n2.yml
scope: shop
name: n2
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.2:8008", connect_address: "10.0.0.2:8008"}
postgresql: {listen: "0.0.0.0:5433", connect_address: "10.0.0.1:5433", data_dir: /srv/pg/main}  # finding: CLU021
)",
    .good = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
postgresql: {listen: "0.0.0.0:5432", connect_address: "10.0.0.1:5432", data_dir: /srv/pg/main}
--- n2.yml
scope: shop
name: n2
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.2:8008", connect_address: "10.0.0.2:8008"}
postgresql: {listen: "0.0.0.0:5432", connect_address: "10.0.0.2:5432", data_dir: /srv/pg/main}
)",
    .sources = {"postgresql 18 docs server-start"},
    .check = check,
};

}  // namespace patrol::rules
