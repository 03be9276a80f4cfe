// The members of a store talk to each other on another port than its clients do.
#include <algorithm>

#include "linter/engine/rule.h"
#include "linter/facts/ports.h"
#include "linter/model/etcd.h"
#include "rules/dcs/shared_endpoint.h"

namespace patrol::rules {
namespace {

const facts::WrongPort* wrong_port(DcsKind kind, const Endpoint& endpoint) {
  for (const facts::WrongPort& row : facts::wrong_ports)
    if (row.section == to_string(kind) && endpoint.port == row.port) return &row;
  return nullptr;
}

bool serves(const EtcdDocument& member, std::string_view flag, const Endpoint& endpoint) {
  const EtcdValue* value = member.find(flag);
  if (value == nullptr) return false;
  const auto urls = pieces(*value);
  return std::any_of(urls.begin(), urls.end(), [&](const EtcdPiece& piece) {
    const auto url = parse_url(piece.text);
    return url && url->host == endpoint.host && url->port == endpoint.port;
  });
}

// What etcd's own files say about this address.
bool is_known_as(const Snapshot& cluster, std::string_view flag, const Endpoint& endpoint) {
  return std::any_of(cluster.etcd.begin(), cluster.etcd.end(),
                     [&](const EtcdDocument* member) { return serves(*member, flag, endpoint); });
}

struct Slip {
  const Endpoint* endpoint = nullptr;
  const facts::WrongPort* row = nullptr;
};

std::vector<Slip> slips(const Snapshot& cluster, const MemberDcs& dcs) {
  std::vector<Slip> out;
  for (const Endpoint& endpoint : dcs.endpoints) {
    const facts::WrongPort* row = wrong_port(dcs.kind, endpoint);
    if (row != nullptr && !is_known_as(cluster, "advertise-client-urls", endpoint))
      out.push_back({&endpoint, row});
  }
  return out;
}

// One setting with one slip, however many hosts it names.
void tell(const Snapshot& cluster, const std::vector<Slip>& all, Report& report) {
  const auto& [endpoint, row] = all.front();
  const std::string others = all.size() == 1 ? "" : cat(" and ", all.size() - 1, " more");
  auto finding =
      report.add(endpoint->spot, cat("port ", row->port, " of ", shown(endpoint->host), others,
                                     " is ", row->purpose, "; clients use ", row->client_port));
  for (std::size_t index = 1; index < all.size(); ++index)
    finding.label(all[index].endpoint->spot, cat(all[index].row->port, " here too"));
  if (is_known_as(cluster, "initial-advertise-peer-urls", *endpoint))
    finding.severity(Severity::error);
  finding.note("Patroni logs that it failed to get the list of machines, and waits for the DCS")
      .fix(cat("write port ", row->client_port));
}

void check(const Snapshot& cluster, Report& report) {
  for (const MemberDcs& dcs : member_dcs(cluster))
    if (const auto all = slips(cluster, dcs); !all.empty()) tell(cluster, all, report);
}

}  // namespace

extern constinit const Rule peer_port{
    .id = "DCS003",
    .name = "peer-port",
    .severity = Severity::warning,
    .summary = "a DCS endpoint has the port of the servers among themselves",
    .why =
        "etcd serves its peers on 2380 and its clients on 2379; Consul and ZooKeeper have such "
        "pairs too. A client that asks the peer port gets no answer it understands.",
    .bad = R"(scope: shop
name: n1
etcd3:
  hosts: 10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2380  # finding: DCS003
)",
    .good = R"(scope: shop
name: n1
etcd3:
  hosts: 10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379
)",
    .sources = {"etcd 3.5 docs op-guide/configuration", "patroni 4.1.4 patroni/dcs/etcd.py"},
    .check = check,
};

}  // namespace patrol::rules
