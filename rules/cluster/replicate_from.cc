// `replicatefrom` names another member.
#include <map>

#include "linter/engine/rule.h"
#include "rules/cluster/shared_member.h"

namespace patrol::rules {
namespace {

using ByName = std::map<std::string, const PatroniDocument*, std::less<>>;

std::string source_of(const PatroniDocument& member) {
  const Value value = member.root().at("tags.replicatefrom");
  return value.is_string() && !value.is_opaque() ? std::string(value.text()) : std::string{};
}

bool is_circle(const ByName& members, const PatroniDocument& start) {
  std::string name = source_of(start);
  for (std::size_t step = 0; step < members.size() && !name.empty(); ++step) {
    if (name == start.name) return true;
    const auto next = members.find(name);
    name = next == members.end() ? std::string{} : source_of(*next->second);
  }
  return false;
}

void report_unknown(const ByName& members, const Value& value, Report& report) {
  std::vector<std::string_view> names;
  for (const auto& [name, member] : members) names.push_back(name);
  const auto near = nearest_name(value.text(), names);
  auto finding = report.add(at(value), cat("`tags.replicatefrom` names ", shown(value.text()),
                                           ", which none of these members is called"));
  finding.severity(near ? Severity::warning : Severity::info)
      .note("the member then streams from the leader");
  if (near)
    finding.fix(cat("write ", shown(*near)), Safety::needs_review,
                {{.at = value.span(), .replacement = std::string(*near)}});
}

void check(const Snapshot& cluster, Report& report) {
  ByName members;
  for (const PatroniDocument* member : cluster.patroni)
    if (!member->name.empty()) members.emplace(member->name, member);
  for (const auto& [name, member] : members) {
    const Value value = member->root().at("tags.replicatefrom");
    const std::string source = source_of(*member);
    if (source.empty()) continue;
    if (source == name)
      report.add(at(value), cat("`tags.replicatefrom` names ", shown(name), ", this member itself"))
          .note("Patroni streams from the leader instead")
          .fix("name another member");
    else if (is_circle(members, *member))
      report.add(at(value), cat("`tags.replicatefrom` leads from ", shown(name), " back to itself"))
          .label(at(members.find(source)->second->root().at("tags.replicatefrom")), "and on")
          .note("the members of the circle stream from each other and none from the primary")
          .fix("let one of them stream from the leader");
    else if (!members.contains(source) && members.size() > 1)
      report_unknown(members, value, report);
  }
}

}  // namespace

extern constinit const Rule replicate_from{
    .id = "CLU018",
    .name = "replicate-from",
    .severity = Severity::error,
    .summary = "a member is told to replicate from itself, in a circle, or from nobody",
    .why =
        "Patroni takes the leader when the named member is unknown or the member itself. In a "
        "circle no member streams from the primary.",
    .bad = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
tags: {replicatefrom: n2}  # finding: CLU018
--- n2.yml
scope: shop
name: n2
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.2:8008", connect_address: "10.0.0.2:8008"}
tags: {replicatefrom: n1}  # finding: CLU018
)",
    .good = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
tags: {replicatefrom: n2}
--- n2.yml
scope: shop
name: n2
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.2:8008", connect_address: "10.0.0.2:8008"}
)",
    .sources = {"patroni 4.1.4 docs/yaml_configuration.rst", "patroni 4.1.4 patroni/ha.py"},
    .yields_to = {Surface::dcs},
    .check = check,
};

}  // namespace patrol::rules
