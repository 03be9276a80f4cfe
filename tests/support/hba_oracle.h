// Reasoning over sets of connections against trying every connection of the small world. The world
// has an example of everything that the generated policies can tell apart.
#pragma once

#include <string>

#include "tests/support/hba_universe.h"

namespace patrol::test {

struct OracleResult {
  long rounds = 0;    // policies, or pairs of them
  long found = 0;     // equal pairs, dead records or regions: what the question is about
  std::string fault;  // the first disagreement, with the texts; empty when there is none
};

/// First match, connection by connection.
[[nodiscard]] OracleResult try_decisions(unsigned seed, int postgres_major, int rounds);
/// One pair of policies, and the dead records of the first, from a generator.
[[nodiscard]] std::string try_one_pair(PolicyGenerator& generator, int postgres_major);
/// Equal or not, which records decide what differs, and whether each witness is real.
[[nodiscard]] OracleResult try_comparisons(unsigned seed, int postgres_major, int rounds);
/// The regions of a difference hold exactly the connections that its two records decide.
[[nodiscard]] OracleResult try_regions(unsigned seed, int rounds);
/// Records that never match: each is true, none is missed, and those named do hide it.
[[nodiscard]] OracleResult try_reach(unsigned seed, int postgres_major, int rounds);

}  // namespace patrol::test
