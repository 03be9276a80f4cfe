// Endpoints that lead nowhere, or to the reader's own machine.
#include <algorithm>

#include "linter/engine/rule.h"
#include "rules/dcs/shared_endpoint.h"

namespace patrol::rules {
namespace {

bool has_remote(const MemberDcs& dcs) {
  return std::any_of(dcs.endpoints.begin(), dcs.endpoints.end(),
                     [](const Endpoint& endpoint) { return is_remote_host(endpoint.host); });
}

bool is_list(const Endpoint& endpoint) {
  const std::string_view key = endpoint.value.key().text();
  return key == "hosts" || key == "partner_addrs" || key == "self_addr";
}

void check_endpoint(const MemberDcs& dcs, const Endpoint& endpoint, Report& report) {
  if (is_unfilled_host(endpoint.host)) {
    report.add(endpoint.spot, cat("an endpoint still holds the blank ", shown(endpoint.host)))
        .note("Patroni takes it for a host name, and no host has it")
        .fix("write the host's address");
    return;
  }
  if (is_broken_ip(endpoint.host)) {
    report.add(endpoint.spot, cat(shown(endpoint.host), " is no IPv4 address"))
        .note("it is looked up as a host name and not found")
        .fix("correct the address");
    return;
  }
  if (is_wildcard(endpoint.host)) {
    report.add(endpoint.spot, "a wildcard or nothing stands where a host of the DCS belongs")
        .note("the connection goes to the reader's own machine")
        .fix("write the host's address");
    return;
  }
  if (!is_loopback(endpoint.host) || !is_list(endpoint) || !has_remote(dcs)) return;
  auto finding =
      report.add(endpoint.spot, cat(shown(endpoint.host), " stands among members on other hosts"));
  const bool is_raft = dcs.kind == DcsKind::raft;
  if (!is_raft) finding.severity(Severity::info);
  finding
      .note(is_raft ? "partners are told to find this member on their own machine"
                    : "fine where a member of the store runs on this host")
      .fix("write the address that the other hosts use");
}

void check(const Snapshot& cluster, Report& report) {
  for (const MemberDcs& dcs : member_dcs(cluster))
    for (const Endpoint& endpoint : dcs.endpoints)
      if (endpoint.scheme.empty()) check_endpoint(dcs, endpoint, report);
}

}  // namespace

extern constinit const Rule endpoint_address{
    .id = "DCS010",
    .name = "endpoint-address",
    .severity = Severity::error,
    .summary = "a DCS endpoint names no host",
    .why =
        "A wildcard is something to listen on; digits and dots that are no address are looked up "
        "as a name. Neither leads to a member of the store.",
    .bad = R"(scope: shop
name: n1
etcd3:
  hosts: 10.0.0.11:2379,10.0.0.12:2379,0.0.0.0:2379  # finding: DCS010
)",
    .good = R"(scope: shop
name: n1
etcd3:
  hosts: 10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379
)",
    .sources = {"patroni 4.1.4 patroni/dcs/etcd.py get_etcd_client"},
    .check = check,
};

}  // namespace patrol::rules
