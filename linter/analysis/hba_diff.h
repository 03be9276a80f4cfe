// Where two or more policies decide differently, with a connection that shows it.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "linter/analysis/hba_policy.h"
#include "linter/analysis/hba_space.h"

namespace patrol {

struct HbaDifference {
  HbaConnection witness;
  std::vector<const HbaRecord*> sides;  // by policy; null: no record matches
  /// All connections that these records decide differently: "host, any TLS, database app, user all,
  /// 10.0.0.0/25". They may overlap.
  std::vector<std::string> regions;
  std::vector<HbaCell> cells;     // the same in the numbers of the policies' space
  bool has_more_regions = false;  // too many pieces to name all
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
