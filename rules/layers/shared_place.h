// Words for the places where settings stand, shared by the rules about layers.
#pragma once

#include <string>

#include "linter/model/snapshot.h"

namespace patrol::rules {

/// "at the root" or "in `bootstrap.dcs`": where a key stands; the last part of a long path.
[[nodiscard]] std::string place_of(const PlacedKey& key);

/// The value in the same document at the place where the setting would be read; missing when there
/// is none.
[[nodiscard]] Value value_at_home(const PlacedKey& key);

/// "move it to `x`", and for cluster-wide settings of a member's file how to change them later.
[[nodiscard]] std::string way_home(const PlacedKey& key);

}  // namespace patrol::rules
