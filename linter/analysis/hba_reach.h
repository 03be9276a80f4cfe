// Records that can never decide a connection, and the records that take everything from them.
#pragma once

#include <cstddef>
#include <string>
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

/// A record with `trust`, or `password` outside of TLS, and where its clients come from.
struct HbaOpening {
  std::size_t record = 0;
  std::vector<std::string> networks;  // from which it still decides something
  std::vector<std::string> taken;     // of its own addresses: earlier records decide all from there
  bool is_sure = true;                // false: some networks were too much work and are included
};

/// Those that can be reached from the network, in file order. The work is bounded.
[[nodiscard]] std::vector<HbaOpening> hba_openings(const HbaPolicy& policy);

}  // namespace patrol
