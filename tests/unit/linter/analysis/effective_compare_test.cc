// Which differences between members are meant.
#include "linter/analysis/effective_compare.h"

#include <array>

#include <gtest/gtest.h>

namespace patrol {
namespace {

MemberDifference compare(const std::string& name, const std::string& left,
                         const std::string& right) {
  EffectiveSetting one;
  one.value = left;
  EffectiveSetting other;
  other.value = right;
  const std::array<const EffectiveSetting*, 2> both{&one, &other};
  return compare_members(name, both);
}

TEST(CompareMembers, ExpectsNamesAddressesAndTagsToDiffer) {
  EXPECT_EQ(compare("name", "n1", "n2"), MemberDifference::expected);
  EXPECT_EQ(compare("postgresql.connect_address", "a", "b"), MemberDifference::expected);
  EXPECT_EQ(compare("tags.nofailover", "true", "false"), MemberDifference::expected);
}

TEST(CompareMembers, TellsStandbyFloorsFromTheRest) {
  EXPECT_EQ(compare("max_connections", "100", "200"), MemberDifference::standby_floor);
  EXPECT_EQ(compare("work_mem", "100", "200"), MemberDifference::unexpected);
  EXPECT_EQ(compare("work_mem", "100", "100"), MemberDifference::none);
}

TEST(CompareMembers, CountsAMissingSettingAsDifferent) {
  EffectiveSetting one;
  const std::array<const EffectiveSetting*, 2> both{&one, nullptr};
  EXPECT_EQ(compare_members("work_mem", both), MemberDifference::unexpected);
}

TEST(IsStandbyFloor, DependsOnTheServer) {
  EXPECT_TRUE(is_standby_floor("max_wal_senders", 12));
  EXPECT_FALSE(is_standby_floor("max_wal_senders", 11));
  EXPECT_TRUE(is_standby_floor("max_worker_processes", 11));
  EXPECT_FALSE(is_standby_floor("wal_level", 15));
}

}  // namespace
}  // namespace patrol
