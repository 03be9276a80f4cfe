// Two members cannot have one name.
#include <map>

#include "linter/engine/rule.h"
#include "rules/cluster/shared_member.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  std::map<std::string, const PatroniDocument*> first;
  for (const PatroniDocument* member : cluster.patroni) {
    if (member->name.empty()) continue;
    const auto [known, is_new] = first.try_emplace(member->name, member);
    // Variables and a file may describe the same member.
    if (is_new || known->second->is_environment != member->is_environment) continue;
    const Value name = member->root()["name"];
    report.add(at(name), cat("member name ", shown(member->name), " is used twice in one cluster"))
        .label(at(known->second->root()["name"]), "the other member")
        .note(
            "the second one ends at start: A different Patroni node with the same name is running")
        .fix("give each member its own name");
  }
}

}  // namespace

extern constinit const Rule same_name{
    .id = "CLU001",
    .name = "same-name",
    .severity = Severity::error,
    .summary = "two members of a cluster have the same name",
    .why =
        "The name is the key of a member in the DCS. Two members with one name overwrite each "
        "other, and patronictl shows one of them.",
    .bad = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
--- n2.yml
scope: shop
name: n1  # finding: CLU001
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.2:8008", connect_address: "10.0.0.2:8008"}
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
    .sources = {"patroni 4.1.4 patroni/__main__.py ensure_unique_name"},
    .check = check,
};

}  // namespace patrol::rules
