// The Patroni version that a setting is judged for.
#pragma once

#include "linter/engine/rule.h"

namespace patrol::rules {

/// The member's own version, for dynamic configuration the cluster's.
[[nodiscard]] inline KnownVersion target(const Snapshot& cluster, const PlacedKey& key) {
  return key.member != nullptr ? key.member->patroni : cluster.patroni_version;
}

}  // namespace patrol::rules
