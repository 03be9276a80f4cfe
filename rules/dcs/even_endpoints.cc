// A store of two or of an even number of members tolerates no more than one member fewer does.
#include <algorithm>
#include <set>

#include "linter/engine/rule.h"
#include "rules/dcs/shared_endpoint.h"

namespace patrol::rules {
namespace {

std::size_t count_hosts(const MemberDcs& dcs) {
  std::set<std::string> hosts;
  for (const Endpoint& endpoint : dcs.endpoints)
    hosts.insert(cat(endpoint.host, ':', endpoint.port.value_or(0)));
  return hosts.size();
}

bool is_joined(const Endpoint& endpoint) {
  return endpoint.host.find_first_of(" ;|\t,") != std::string::npos;
}

// Whether the list says how many members the store has.
bool is_countable(const MemberDcs& dcs, const Value& hosts) {
  if (!has_member_list(dcs.kind) || !hosts || list_pieces(hosts).size() != dcs.endpoints.size())
    return false;
  const Value proxies = dcs.section["use_proxies"];
  if (proxies && proxies.boolean() != false) return false;
  // Endpoint-separator and repeated-endpoint tell of these.
  return std::none_of(dcs.endpoints.begin(), dcs.endpoints.end(), is_joined) &&
         count_hosts(dcs) == dcs.endpoints.size();
}

void check(const Snapshot& cluster, Report& report) {
  for (const MemberDcs& dcs : member_dcs(cluster)) {
    const Value hosts = dcs.section["hosts"];
    const std::size_t count = dcs.endpoints.size();
    if (!is_countable(dcs, hosts) || count == 0 || count % 2 == 1) continue;
    report
        .add(at(hosts),
             cat('`', hosts.path(), "` names ", count, " members; a quorum is ", count / 2 + 1))
        .note(count == 2 ? "without quorum the leader is demoted: the loss of either member makes "
                           "PostgreSQL read-only"
                         : cat(count, " members survive no more failures than ", count - 1))
        .fix("run an odd number of members, at least three, and name them all");
  }
}

}  // namespace

extern constinit const Rule even_endpoints{
    .id = "DCS005",
    .name = "even-endpoints",
    .severity = Severity::warning,
    .summary = "the DCS has two or an even number of members",
    .why =
        "A store keeps working while more than half of its members do. Two members are worse "
        "than one, four no better than three.",
    .bad = R"(scope: shop
name: n1
etcd3:
  hosts: 10.0.0.11:2379,10.0.0.12:2379  # finding: DCS005
)",
    .good = R"(scope: shop
name: n1
etcd3:
  hosts: 10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379
)",
    .sources = {"etcd 3.5 docs faq", "patroni 4.1.4 docs/faq.rst"},
    .yields_to = {Surface::etcd},
    .check = check,
};

}  // namespace patrol::rules
