// A scope that is nearly another one.
#include <array>

#include "linter/engine/rule.h"
#include "rules/cluster/shared_member.h"

namespace patrol::rules {
namespace {

// What is left when a person would call two names the same.
std::string bare(std::string_view text, bool keeps_digits) {
  std::string out;
  for (const char letter : lower(text)) {
    const bool is_digit = letter >= '0' && letter <= '9';
    if (letter == '-' || letter == '_' || letter == '.' || letter == ' ') continue;
    if (!is_digit || keeps_digits) out += letter;
  }
  return out;
}

bool is_near(std::string_view left, std::string_view right) {
  if (bare(left, true) == bare(right, true)) return true;
  if (bare(left, false) == bare(right, false)) return false;  // shard1, shard2
  constexpr std::size_t shortest = 5;
  if (left.size() < shortest || right.size() < shortest) return false;
  const std::array<std::string_view, 1> candidates{right};
  return nearest_name(left, candidates).has_value() &&
         (left.size() > right.size() ? left.size() - right.size() : right.size() - left.size()) < 2;
}

// node1 and node2, each alone in its cluster.
bool are_siblings(const PatroniDocument& member, const Neighbour& other) {
  return member.name != other.first_name && !member.name.empty() &&
         bare(member.name, false) == bare(other.first_name, false) &&
         !bare(member.name, false).empty();
}

void check(const Snapshot& cluster, Report& report) {
  if (cluster.patroni.empty()) return;
  const PatroniDocument& member = *cluster.patroni.front();
  const Value scope = member.root()["scope"];
  if (!scope || member.root().at("bootstrap.dcs.standby_cluster") || member.root()["citus"]) return;
  for (const Neighbour& other : cluster.neighbours) {
    if (other.space != member.space || other.is_standby_cluster || other.scope == member.scope ||
        other.scope.empty())
      continue;
    const bool are_alone = cluster.patroni.size() == 1 && other.members == 1;
    const bool is_odd_one = cluster.patroni.size() < other.members ||
                            (cluster.patroni.size() == other.members && member.scope > other.scope);
    const bool is_suspect =
        is_near(member.scope, other.scope) || (are_alone && are_siblings(member, other));
    if (!is_suspect || !is_odd_one) continue;
    report
        .add(at(scope), cat("scope is ", shown(member.scope), " here and ", shown(other.scope),
                            " in the same DCS"))
        .label(at(other.scope_value), "another scope")
        .note("with different scopes the members are different clusters, each with a leader")
        .fix("use one scope if they belong together");
  }
}

}  // namespace

extern constinit const Rule scope_near{
    .id = "CLU005",
    .name = "scope-near",
    .severity = Severity::warning,
    .summary = "two clusters in one DCS look like one whose scope was misspelt",
    .why =
        "Members with different scopes are different clusters. With a typing error in it, a member "
        "bootstraps a cluster of its own and becomes its leader.",
    .bad = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
--- n2.yml
scope: shpo  # finding: CLU005
name: n2
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
    .sources = {"patroni 4.1.4 docs/yaml_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
