// What releases of Patroni do differently.
#include "linter/facts/patroni_habits.h"

#include <gtest/gtest.h>

#include "linter/facts/compile_tables.h"

namespace patrol::facts {
namespace {

TEST(HasHabit, FollowsReleases) {
  EXPECT_TRUE(has_habit({2, 0, 2}, PatroniHabit::bad_value_refuses_all));
  EXPECT_TRUE(has_habit({3, 0, 2}, PatroniHabit::bad_value_refuses_all));
  EXPECT_FALSE(has_habit({3, 0, 3}, PatroniHabit::bad_value_refuses_all));
  EXPECT_FALSE(has_habit({3, 1, 2}, PatroniHabit::clamps_timing));
  EXPECT_TRUE(has_habit({4, 1, 5}, PatroniHabit::clamps_timing));
  EXPECT_TRUE(has_habit({3, 1, 1}, PatroniHabit::converts_with_int));
  EXPECT_FALSE(has_habit({3, 1, 2}, PatroniHabit::converts_with_int));
  EXPECT_FALSE(has_habit({3, 3, 2}, PatroniHabit::drops_standby_names));
}

TEST(FindDynamicSetting, KnowsWhatLosesTheWholeConfiguration) {
  const DynamicSetting* const ttl = find_dynamic_setting("ttl");
  ASSERT_NE(ttl, nullptr);
  EXPECT_TRUE(ttl->refuses_all_in({4, 1, 5}));
  const DynamicSetting* const lag = find_dynamic_setting("maximum_lag_on_failover");
  ASSERT_NE(lag, nullptr);
  EXPECT_TRUE(lag->refuses_all_in({3, 0, 2}));
  EXPECT_FALSE(lag->refuses_all_in({3, 0, 3}));
  EXPECT_EQ(lag->reader_in({3, 0, 2}), DynamicReader::python_int);
  EXPECT_EQ(lag->reader_in({4, 0, 0}), DynamicReader::patroni_int);
  EXPECT_EQ(find_dynamic_setting("tags"), nullptr);
}

TEST(IsLocalOnly, LetsOldReleasesReadConfigDirFromTheDcs) {
  EXPECT_TRUE(is_local_only("data_dir", {2, 0, 2}));
  EXPECT_FALSE(is_local_only("config_dir", {2, 0, 2}));
  EXPECT_TRUE(is_local_only("config_dir", {2, 1, 5}));
  EXPECT_FALSE(is_local_only("bin_dir", {4, 1, 5}));
}

TEST(IsOwnSetting, KnowsNamesAndSections) {
  EXPECT_TRUE(is_own_setting("name"));
  EXPECT_TRUE(is_own_setting("tags.nofailover"));
  EXPECT_TRUE(is_own_setting("port"));
  EXPECT_FALSE(is_own_setting("work_mem"));
  EXPECT_FALSE(is_own_setting("ttl"));
}

TEST(CompileHabits, RefusesRowsOutOfOrder) {
  const Compiled compiled = compile_table("patroni_habits",
                                          "sources: {a: b}\n"
                                          "habits:\n"
                                          "- {name: slots_by_word, source: a}\n"
                                          "- {name: quorum_word, source: a}\n"
                                          "dynamic: []\nlocal_only: []\nown: []\n");
  ASSERT_EQ(compiled.problems.size(), 1U);
  EXPECT_EQ(compiled.problems.front().message, "\"quorum_word\" is out of order");
}

}  // namespace
}  // namespace patrol::facts
