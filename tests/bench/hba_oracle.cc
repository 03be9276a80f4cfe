// The whole brute-force trial of the policy engine, printed by scripts/bench: every connection of a
// small world, for 100,000 pairs of policies and more. Exit 1 when anything disagrees.
#include "tests/support/hba_oracle.h"

#include <cstdio>
#include <ctime>

#include "tests/support/hba_universe.h"

namespace patrol::test {
namespace {

bool print(const char* what, const OracleResult& result, const char* found) {
  std::printf("hba oracle: %ld %s, %ld %s: %s\n", result.rounds, what, result.found, found,
              result.fault.empty() ? "0 disagree" : result.fault.c_str());
  return result.fault.empty();
}

bool run() {
  bool is_good = print("pairs compared", try_comparisons(3, 15, 50000), "equal");
  is_good = print("pairs with regexes compared", try_comparisons(4, 16, 52000), "equal") && is_good;
  is_good = print("pairs with regions", try_regions(7, 5000), "regions") && is_good;
  is_good = print("policies searched", try_reach(5, 15, 15000), "dead records") && is_good;
  is_good =
      print("policies with regexes searched", try_reach(6, 16, 15000), "dead records") && is_good;
  is_good = print("policies decided", try_decisions(1, 15, 2000), "decisions") && is_good;
  return print("policies decided", try_decisions(2, 16, 2000), "decisions") && is_good;
}

}  // namespace
}  // namespace patrol::test

int main() {
  const bool is_good = patrol::test::run();
  std::printf("hba oracle: %zu connections in the small world, %.0f s of processor time\n",
              patrol::test::universe_size,
              static_cast<double>(std::clock()) / static_cast<double>(CLOCKS_PER_SEC));
  return is_good ? 0 : 1;
}
