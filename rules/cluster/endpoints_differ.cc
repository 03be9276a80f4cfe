// All members should know the same endpoints.
#include <algorithm>
#include <map>

#include "linter/engine/rule.h"
#include "linter/model/endpoints.h"
#include "rules/cluster/shared_member.h"

namespace patrol::rules {
namespace {

struct Listed {
  const PatroniDocument* member = nullptr;
  Value section;
  std::map<std::string, Spot> endpoints;
};

std::vector<Listed> listed_endpoints(const Snapshot& cluster) {
  std::vector<Listed> out;
  for (const PatroniDocument* member : cluster.patroni) {
    const auto sections = dcs_sections(member->root());
    if (sections.empty() || sections.front() == DcsKind::raft) continue;
    const DcsKind kind = sections.front();
    Listed listed{.member = member, .section = member->root()[to_string(kind)]};
    for (const Endpoint& endpoint : dcs_endpoints(member->root(), kind))
      if (!is_loopback(endpoint.host))
        listed.endpoints.try_emplace(cat(lower(endpoint.host), ':', endpoint.port.value_or(0)),
                                     endpoint.spot);
    if (listed.endpoints.size() > 1) out.push_back(std::move(listed));
  }
  return out;
}

std::string keys(const Listed& listed) {
  std::vector<std::string> names;
  for (const auto& [name, spot] : listed.endpoints) names.push_back(name);
  return join(names, ",");
}

void report_difference(const Snapshot& cluster, const Listed& odd, const Listed& usual,
                       Report& report) {
  const auto only_here =
      std::find_if(odd.endpoints.begin(), odd.endpoints.end(),
                   [&](const auto& entry) { return !usual.endpoints.contains(entry.first); });
  const auto only_there =
      std::find_if(usual.endpoints.begin(), usual.endpoints.end(),
                   [&](const auto& entry) { return !odd.endpoints.contains(entry.first); });
  const bool is_disjoint =
      std::none_of(odd.endpoints.begin(), odd.endpoints.end(),
                   [&](const auto& entry) { return usual.endpoints.contains(entry.first); });
  const bool is_shorter = only_here == odd.endpoints.end();
  const Spot spot = is_shorter ? odd.endpoints.begin()->second : only_here->second;
  auto finding =
      report.add(spot, is_shorter ? cat("endpoint ", shown(only_there->first), " is missing here")
                                  : cat("endpoint ", shown(only_here->first), " is not listed on ",
                                        called(cluster, *usual.member)));
  finding.label(
      (only_there == usual.endpoints.end() ? usual.endpoints.begin() : only_there)->second,
      "another member's list");
  if (is_disjoint)
    finding.severity(Severity::error)
        .note("the lists have nothing in common: two stores, and a leader in each");
  else if (is_shorter && cluster.live == nullptr)
    finding.severity(Severity::info);  // perhaps on purpose; on a running cluster it is drift
  finding.fix("use the same list on all members");
}

void check(const Snapshot& cluster, Report& report) {
  const auto all = listed_endpoints(cluster);
  std::vector<MemberValue> values;
  values.reserve(all.size());
  for (const Listed& listed : all) values.push_back({listed.member, listed.section, keys(listed)});
  const Difference found = difference(values);
  if (found.odd.empty()) return;
  const auto of = [&](const MemberValue& value) -> const Listed& {
    return *std::find_if(all.begin(), all.end(),
                         [&](const Listed& listed) { return listed.member == value.member; });
  };
  for (const MemberValue& odd : found.odd)
    report_difference(cluster, of(odd), of(found.usual.front()), report);
}

}  // namespace

extern constinit const Rule endpoints_differ{
    .id = "CLU008",
    .name = "endpoints-differ",
    .severity = Severity::warning,
    .summary = "members of one cluster list different DCS endpoints",
    .why =
        "The list is usually the same file fragment. A difference is a typing error on one member, "
        "or a second store.",
    .bad = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
--- n2.yml
scope: shop
name: n2
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.31:2379"}  # finding: CLU008
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
    .sources = {"patroni 4.1.4 patroni/dcs/etcd.py"},
    .check = check,
};

}  // namespace patrol::rules
