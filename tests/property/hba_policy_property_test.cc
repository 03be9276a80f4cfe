// Reasoning over sets of connections against trying every connection of a small world. The world
// has an example of everything that the generated policies can tell apart.
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "linter/analysis/hba_diff.h"
#include "linter/analysis/hba_reach.h"
#include "tests/support/hba_universe.h"

namespace patrol {
namespace {

using test::PolicyGenerator;
using test::SmallRecord;

constexpr std::size_t most_records = 6;

// Pairs of deciding records with different outcomes; the number of records stands for none.
using Pairs = std::set<std::pair<std::size_t, std::size_t>>;

std::string outcome(const std::vector<SmallRecord>& policy, std::size_t record) {
  return record < policy.size() ? policy[record].outcome : "refused";
}

Pairs differing_pairs(const std::vector<SmallRecord>& left, const std::vector<SmallRecord>& right) {
  Pairs pairs;
  const auto by_left = test::decided(left);
  const auto by_right = test::decided(right);
  for (std::size_t i = 0; i < by_left.size(); ++i)
    for (std::size_t j = 0; j < by_right.size(); ++j)
      if (outcome(left, i) != outcome(right, j) && (by_left[i] & by_right[j]).any())
        pairs.emplace(i, j);
  return pairs;
}

struct ReadPolicy {
  ReadPolicy(const std::vector<SmallRecord>& records, int major)
      : text(test::text_of(records)),
        file(read_hba(FileId{0}, text, major)),
        policy(hba_policy(file, major)) {}
  std::string text;
  HbaFile file;
  HbaPolicy policy;
};

std::size_t index_of(const ReadPolicy& read, const HbaRecord* record) {
  if (record == nullptr) return read.file.records.size();
  return static_cast<std::size_t>(record - read.file.records.data());
}

void compare_pairs(unsigned seed, int major, int rounds) {
  PolicyGenerator generator(seed, major);
  int equal = 0;
  for (int round = 0; round < rounds; ++round) {
    const auto left = generator.policy(most_records);
    const bool is_variant = generator.below(2) == 0;
    const auto right = is_variant ? generator.variant(left) : generator.policy(most_records);
    const ReadPolicy a(left, major);
    const ReadPolicy b(right, major);
    const std::string shown = a.text + "----\n" + b.text;
    ASSERT_TRUE(a.file.errors.empty() && b.file.errors.empty()) << shown;
    const std::vector<HbaPolicy> policies{a.policy, b.policy};
    const HbaComparison result = compare(policies);
    Pairs found;
    for (const HbaDifference& difference : result.differences) {
      ASSERT_EQ(decide(a.policy, difference.witness).record, difference.sides[0]) << shown;
      ASSERT_EQ(decide(b.policy, difference.witness).record, difference.sides[1]) << shown;
      found.emplace(index_of(a, difference.sides[0]), index_of(b, difference.sides[1]));
    }
    ASSERT_EQ(found, differing_pairs(left, right)) << shown;
    ASSERT_EQ(result.is_equal(), std::optional(found.empty())) << shown;
    equal += found.empty() ? 1 : 0;
  }
  EXPECT_GT(equal, rounds / 20);
  EXPECT_LT(equal, rounds * 9 / 10);
}

void check_reach(unsigned seed, int major, int rounds) {
  PolicyGenerator generator(seed, major);
  int hidden = 0;
  for (int round = 0; round < rounds; ++round) {
    const auto records = generator.policy(2 * most_records);
    const ReadPolicy read(records, major);
    const auto reach = hba_reach(read.policy);
    const auto decided = test::decided(records);
    ASSERT_EQ(reach.size(), records.size());
    for (std::size_t i = 0; i < reach.size(); ++i) {
      const bool is_hidden = reach[i].kind == HbaReach::Kind::hidden;
      ASSERT_EQ(is_hidden, decided[i].none()) << i << "\n" << read.text;
      if (!is_hidden) continue;
      ++hidden;
      test::ConnectionSet rest = records[i].matches;
      for (const std::size_t other : reach[i].hidden_by) {
        ASSERT_LT(other, i);
        rest &= ~records[other].matches;
      }
      ASSERT_TRUE(rest.none()) << i << "\n" << read.text;
    }
  }
  EXPECT_GT(hidden, rounds / 5);
}

void check_decisions(unsigned seed, int major, int rounds) {
  PolicyGenerator generator(seed, major);
  for (int round = 0; round < rounds; ++round) {
    const auto records = generator.policy(most_records);
    const ReadPolicy read(records, major);
    const auto decided = test::decided(records);
    for (std::size_t i = generator.below(50); i < test::universe_size; i += 500) {
      const HbaDecision decision = decide(read.policy, test::universe()[i]);
      ASSERT_TRUE(decided[index_of(read, decision.record)][i]) << i << "\n" << read.text;
    }
  }
}

TEST(HbaPolicyProperties, DecisionsAreThoseOfTheManual) {
  check_decisions(1, 15, 2000);
  check_decisions(2, 16, 2000);
}

TEST(HbaPolicyProperties, ComparisonFindsAllDifferencesAndNoOthers) {
  compare_pairs(3, 15, 50000);
}

TEST(HbaPolicyProperties, ComparisonUnderstandsRegexes) {
  compare_pairs(4, 16, 52000);
}

TEST(HbaPolicyProperties, NeverMatchesIsTrueAndNoneIsMissed) {
  check_reach(5, 15, 15000);
  check_reach(6, 16, 15000);
}

}  // namespace
}  // namespace patrol
