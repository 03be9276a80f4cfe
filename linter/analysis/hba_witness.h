// From a set of connections to one of them.
#pragma once

#include "linter/analysis/hba_space.h"

namespace patrol {

/// Work that may still be done, in comparisons of two sets.
struct HbaBudget {
  long long left = 0;
  [[nodiscard]] bool is_spent() const { return left < 0; }
};

struct HbaWitness {
  enum class Kind { found, none, unknown };
  Kind kind = Kind::none;
  HbaConnection connection;  // when found; memberships are known, interfaces are not
  bool is_opaque = false;    // it also asks for something that nobody can know offline
};

/// A connection in the cell; none when its facts contradict each other; unknown when looking for
/// one would take too long.
[[nodiscard]] HbaWitness find_witness(const HbaSpace& space, const HbaCell& cell,
                                      HbaBudget& budget);

}  // namespace patrol
