// Records that can never decide a connection, and the records that take everything from them.
#pragma once

#include <cstddef>
#include <vector>

#include "linter/analysis/hba_policy.h"

namespace patrol {

struct HbaReach {
  enum class Kind { reachable, hidden, undecided };
  Kind kind = Kind::reachable;
  std::vector<std::size_t> hidden_by;  // records, in file order; none of them can be left out
};

/// One answer for each record. The work is bounded: records whose turn comes too late are
/// undecided.
[[nodiscard]] std::vector<HbaReach> hba_reach(const HbaPolicy& policy);

}  // namespace patrol
