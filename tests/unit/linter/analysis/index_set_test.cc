// Sets as ranges.
#include "linter/analysis/index_set.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

using Relation = IndexSet::Relation;

IndexSet set(std::initializer_list<std::uint32_t> numbers) {
  IndexSet out;
  for (const std::uint32_t number : numbers) out.add(number);
  return out;
}

TEST(IndexSet, JoinsNeighbours) {
  EXPECT_EQ(set({5, 3, 4, 9, 4}).ranges(), (std::vector<IndexSet::Range>{{3, 6}, {9, 10}}));
}

TEST(IndexSet, TellsHowItLiesToAnother) {
  EXPECT_EQ(set({1, 2}).relation(set({3, 4})), Relation::disjoint);
  EXPECT_EQ(set({3, 9}).relation(set({3, 4, 9})), Relation::inside);
  EXPECT_EQ(set({3, 4, 5}).relation(set({4})), Relation::crossing);
  EXPECT_EQ(set({1, 9}).relation(set({9})), Relation::crossing);
}

TEST(IndexSet, IntersectsAndSubtracts) {
  const IndexSet all({0, 10});
  EXPECT_EQ(all.subtract(set({0, 4, 5, 9})), set({1, 2, 3, 6, 7, 8}));
  EXPECT_EQ(all.intersect(set({4, 12})), set({4}));
  EXPECT_TRUE(set({4}).subtract(all).empty());
}

TEST(IndexSet, UnitesOverlapsAndNeighbours) {
  IndexSet left({0, 3});
  left.push({7, 9});
  IndexSet right({2, 5});
  right.push({9, 10});
  IndexSet both({0, 5});
  both.push({7, 10});
  EXPECT_EQ(left.unite(right), both);
  EXPECT_EQ(right.unite(left), both);
  EXPECT_EQ(left.unite(IndexSet()), left);
}

}  // namespace
}  // namespace patrol
