// Different names can fold into one replication slot.
#include <map>

#include "linter/engine/rule.h"
#include "linter/model/slot_name.h"
#include "rules/cluster/shared_member.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  std::map<std::string, MemberValue> first;
  for (const MemberValue& own : member_values(cluster, "name")) {
    const auto [known, is_new] = first.try_emplace(slot_name_of(own.text), own);
    if (is_new || known->second.text == own.text) continue;
    report
        .add(at(own.value),
             cat("members ", shown(own.text), " and ", shown(known->second.text), " need one slot"))
        .label(at(known->second.value), "the other member")
        .note(cat("both become slot ", shown(known->first),
                  "; one replica is told: replication slot is active for PID"))
        .fix("choose names that differ in more than capitals, hyphens, dots and underscores");
  }
}

}  // namespace

extern constinit const Rule slot_collision{
    .id = "CLU003",
    .name = "slot-collision",
    .severity = Severity::error,
    .summary = "the names of two members lead to one replication slot",
    .why =
        "Patroni names the slot of a member after it: lower case, hyphens and dots as underscores. "
        "Two members with one slot cannot both stream.",
    .bad = R"(--- n1.yml
scope: shop
name: db-1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
--- n2.yml
scope: shop
name: db_1  # finding: CLU003
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.2:8008", connect_address: "10.0.0.2:8008"}
)",
    .good = R"(--- n1.yml
scope: shop
name: db-1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
--- n2.yml
scope: shop
name: db-2
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.2:8008", connect_address: "10.0.0.2:8008"}
)",
    .sources = {"patroni 4.1.4 patroni/dcs/__init__.py slot_name_from_member_name"},
    .check = check,
};

}  // namespace patrol::rules
