// The port of an endpoint is a number from 1 to 65535.
#include "linter/engine/rule.h"
#include "rules/dcs/shared_endpoint.h"

namespace patrol::rules {
namespace {

constexpr long long highest_port = 65535;

bool is_good(const Endpoint& endpoint) {
  if (!endpoint.has_port) return true;
  return endpoint.port && *endpoint.port > 0 && *endpoint.port <= highest_port;
}

void check_trailing(const Value& value, Report& report) {
  if (!value.is_string() || value.is_opaque()) return;
  const auto pieces = list_pieces(value);
  for (const Piece& piece : pieces)
    if (piece.text.empty() && pieces.size() > 1)
      report.add(at(value), cat('`', value.path(), "` has a comma with no endpoint beside it"))
          .severity(Severity::warning)
          .note("an empty endpoint is tried like the others, on the default port of no host")
          .fix("remove the comma");
}

void check(const Snapshot& cluster, Report& report) {
  for (const MemberDcs& dcs : member_dcs(cluster)) {
    if (is_etcd(dcs.kind)) check_trailing(dcs.section["hosts"], report);
    for (const Endpoint& endpoint : dcs.endpoints) {
      const bool is_chroot =
          dcs.kind == DcsKind::zookeeper && contains(endpoint.spot.setting, "hosts");
      if (is_good(endpoint) || is_chroot) continue;
      if (endpoint.host.find_first_of(" ;|\t,") != std::string::npos) continue;
      report
          .add(endpoint.spot, cat("the port of ", shown(endpoint.host),
                                  " is not a number from 1 to ", highest_port))
          .note("no connection can be made to it")
          .fix("write host:port");
    }
  }
}

}  // namespace

extern constinit const Rule endpoint_port{
    .id = "DCS015",
    .name = "endpoint-port",
    .severity = Severity::error,
    .summary = "the port of a DCS endpoint is no port",
    .why =
        "A port that is no number stops Patroni at start; one out of range leaves this endpoint "
        "unreachable.",
    .bad = R"(scope: shop
name: n1
etcd3:
  hosts: 10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:237912  # finding: DCS015
)",
    .good = R"(scope: shop
name: n1
etcd3:
  hosts: 10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379
)",
    .sources = {"patroni 4.1.4 patroni/utils.py split_host_port"},
    .check = check,
};

}  // namespace patrol::rules
