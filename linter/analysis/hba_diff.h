// Where two or more policies decide differently, with a connection that shows it.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "linter/analysis/hba_policy.h"

namespace patrol {

struct HbaDifference {
  HbaConnection witness;
  std::vector<const HbaRecord*> sides;  // by policy; null: no record matches
};

struct HbaComparison {
  std::vector<HbaDifference> differences;  // one for each set of deciding records
  /// Regions that differ if something holds that cannot be known offline: `witness` is what is
  /// known.
  std::vector<HbaDifference> undecided;
  bool is_finished = true;  // false: the budget ran out, there may be more

  /// true, false, or nothing when it cannot be decided.
  [[nodiscard]] std::optional<bool> is_equal() const {
    if (!differences.empty()) return false;
    if (!undecided.empty() || !is_finished) return std::nullopt;
    return true;
  }
};

[[nodiscard]] HbaComparison compare(std::span<const HbaPolicy> policies);

}  // namespace patrol
