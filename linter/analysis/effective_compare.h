// One setting across the members of a cluster: whether they may differ.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "linter/analysis/effective.h"

namespace patrol {

enum class MemberDifference : std::uint8_t {
  none,
  expected,       // names, addresses, paths, tags
  unexpected,     // it works, but the members do not behave alike after a failover
  standby_floor,  // a standby with less than its primary does not start
};

/// Compares the values in force. Null pointers (a member that lacks the setting) differ from
/// everything else.
[[nodiscard]] MemberDifference compare_members(std::string_view name,
                                               std::span<const EffectiveSetting* const> settings);

/// Parameters that a standby must not have lower than its primary.
[[nodiscard]] bool is_standby_floor(std::string_view name, int postgres);

}  // namespace patrol
