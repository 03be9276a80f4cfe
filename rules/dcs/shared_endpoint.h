// The endpoints of the DCS section that a member uses.
#pragma once

#include <functional>

#include "linter/model/endpoints.h"
#include "linter/model/snapshot.h"

namespace patrol::rules {

/// One member's DCS as Patroni reads it: the first section.
struct MemberDcs {
  const PatroniDocument* member = nullptr;
  DcsKind kind{};
  Value section;
  std::vector<Endpoint> endpoints;
};

/// Members that have a section.
[[nodiscard]] std::vector<MemberDcs> member_dcs(const Snapshot& cluster);

/// etcd or etcd3.
[[nodiscard]] bool is_etcd(DcsKind kind);

/// The DCS reads several members from a list whose length is its size.
[[nodiscard]] bool has_member_list(DcsKind kind);

}  // namespace patrol::rules
