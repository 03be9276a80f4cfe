// The member that bootstraps decides for all.
#include <map>

#include "linter/engine/rule.h"
#include "rules/cluster/shared_member.h"

namespace patrol::rules {
namespace {

using Leaves = std::map<std::string, Value>;

void collect(const Value& value, int depth, Leaves& out) {
  constexpr int deepest = 12;
  if (depth > deepest) return;
  if (!value.is_mapping()) {
    if (!value.is_opaque()) out.emplace(value.path(), value);
    return;
  }
  for (const auto& [key, child, merged, overridden] : value.members())
    collect(child, depth + 1, out);
}

std::string text_of(const Value& value) {
  if (!value.is_sequence()) return value.python_str();
  std::vector<std::string> items;
  for (const Value& item : value.items()) items.push_back(item.python_str());
  return join(items, "\n");
}

void report_leaf(const Snapshot& cluster, const PatroniDocument& usual, const Value& here,
                 const Value& there, Report& report) {
  const Value& place = here ? here : there;
  const std::string what = here && there ? "differs"
                           : here        ? "is set here only"
                                         : "is missing here";
  auto finding = report.add(at_key(place), cat('`', shown(place.path()), "` ", what,
                                               "; compared with ", called(cluster, usual)));
  if (here && there) finding.label(at_key(there), "another member's");
  finding
      .note(
          "the member that bootstraps the cluster writes its own section to the DCS; the others' "
          "are never read")
      .fix("keep the section the same on all members");
}

void compare(const Snapshot& cluster, const PatroniDocument& usual, const PatroniDocument& member,
             Report& report) {
  Leaves there;
  Leaves here;
  collect(usual.root().at("bootstrap.dcs"), 0, there);
  collect(member.root().at("bootstrap.dcs"), 0, here);
  for (const auto& [path, value] : here) {
    const auto other = there.find(path);
    const bool is_same = other != there.end() && text_of(other->second) == text_of(value);
    if (!is_same)
      report_leaf(cluster, usual, value, other == there.end() ? Value{} : other->second, report);
  }
  const Value section = member.root().at("bootstrap.dcs");
  for (const auto& [path, value] : there)
    if (!here.contains(path) && !section.at(path.substr(std::string_view("bootstrap.dcs.").size())))
      report_leaf(cluster, usual, {}, value, report);
}

void check(const Snapshot& cluster, Report& report) {
  std::map<std::string, const PatroniDocument*> first;  // by Citus group: each has its own section
  for (const PatroniDocument* member : cluster.patroni) {
    if (!member->root().at("bootstrap.dcs").is_mapping()) continue;
    const auto [usual, is_new] =
        first.try_emplace(member->root().at("citus.group").python_str(), member);
    if (!is_new) compare(cluster, *usual->second, *member, report);
  }
}

}  // namespace

extern constinit const Rule bootstrap_differs{
    .id = "CLU017",
    .name = "bootstrap-differs",
    .severity = Severity::warning,
    .summary = "`bootstrap.dcs` differs between members",
    .why =
        "The section is read once, by the member that wins the race to bootstrap. With different "
        "sections, chance decides the settings of the cluster.",
    .bad = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
bootstrap:
  dcs:
    ttl: 30
    maximum_lag_on_failover: 1048576
--- n2.yml
scope: shop
name: n2
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.2:8008", connect_address: "10.0.0.2:8008"}
bootstrap:
  dcs:
    ttl: 30
    maximum_lag_on_failover: 33554432  # finding: CLU017
)",
    .good = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
bootstrap:
  dcs:
    ttl: 30
    maximum_lag_on_failover: 1048576
--- n2.yml
scope: shop
name: n2
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.2:8008", connect_address: "10.0.0.2:8008"}
bootstrap:
  dcs:
    ttl: 30
    maximum_lag_on_failover: 1048576
)",
    .sources = {"patroni 4.1.4 docs/patroni_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
