// Collects the endpoints per member.
#include "rules/dcs/shared_endpoint.h"

namespace patrol::rules {

std::vector<MemberDcs> member_dcs(const Snapshot& cluster) {
  std::vector<MemberDcs> out;
  for (const PatroniDocument* member : cluster.patroni) {
    const auto sections = dcs_sections(member->root());
    if (sections.empty()) continue;
    const DcsKind kind = sections.front();
    out.push_back({.member = member,
                   .kind = kind,
                   .section = member->root()[to_string(kind)],
                   .endpoints = dcs_endpoints(member->root(), kind)});
  }
  return out;
}

bool is_etcd(DcsKind kind) {
  return kind == DcsKind::etcd || kind == DcsKind::etcd3;
}

bool has_member_list(DcsKind kind) {
  return is_etcd(kind) || kind == DcsKind::zookeeper;
}

}  // namespace patrol::rules
