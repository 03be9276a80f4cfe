// The policy engine against the small world, a part of what build/release/hba_oracle tries.
#include <gtest/gtest.h>

#include "tests/support/hba_oracle.h"

namespace patrol::test {
namespace {

TEST(HbaPolicyProperties, DecisionsAreThoseOfTheManual) {
  for (const int major : {15, 16})
    EXPECT_EQ(try_decisions(static_cast<unsigned>(major), major, 50).fault, "");
}

TEST(HbaPolicyProperties, ComparisonFindsAllDifferencesAndNoOthers) {
  const OracleResult result = try_comparisons(3, 15, 400);
  EXPECT_EQ(result.fault, "");
  EXPECT_GT(result.found, result.rounds / 20);
  EXPECT_LT(result.found, result.rounds * 9 / 10);
}

TEST(HbaPolicyProperties, ComparisonUnderstandsRegexes) {
  EXPECT_EQ(try_comparisons(4, 16, 400).fault, "");
}

TEST(HbaPolicyProperties, RegionsHoldWhatDiffersAndNothingElse) {
  const OracleResult result = try_regions(7, 150);
  EXPECT_EQ(result.fault, "");
  EXPECT_GT(result.found, result.rounds / 2);
}

TEST(HbaPolicyProperties, NeverMatchesIsTrueAndNoneIsMissed) {
  for (const int major : {15, 16}) {
    const OracleResult result = try_reach(static_cast<unsigned>(major), major, 400);
    EXPECT_EQ(result.fault, "");
    EXPECT_GT(result.found, result.rounds / 5);
  }
}

}  // namespace
}  // namespace patrol::test
