// What people write for a setting.
#include "linter/render/why_names.h"

#include <gtest/gtest.h>

#include "tests/support/member_builder.h"

namespace patrol {
namespace {

using testing::member_yml;
using testing::MemberBuilder;
using Names = std::vector<std::string>;

class SettingsCalled : public ::testing::Test {
 protected:
  MemberBuilder member_{member_yml("tags: {nosync: true}\n")};
  EffectiveConfiguration configuration_ = member_.postgres(16).configuration();
};

TEST_F(SettingsCalled, TakesParametersInAnyCase) {
  EXPECT_EQ(settings_called(configuration_, "Work_Mem"), Names{"work_mem"});
  EXPECT_EQ(settings_called(configuration_, "timezone"), Names{"TimeZone"});
}

TEST_F(SettingsCalled, LooksThroughWhereItStands) {
  EXPECT_EQ(settings_called(configuration_, "bootstrap.dcs.ttl"), Names{"ttl"});
  EXPECT_EQ(settings_called(configuration_, "postgresql.parameters.work_mem"), Names{"work_mem"});
}

TEST_F(SettingsCalled, TakesLastPartsAndSections) {
  EXPECT_EQ(settings_called(configuration_, "data_dir"), Names{"postgresql.data_dir"});
  EXPECT_GT(settings_called(configuration_, "tags").size(), 3U);
  EXPECT_TRUE(settings_called(configuration_, "nothing_like_it").empty());
}

TEST_F(SettingsCalled, SuggestsWhatWasMeant) {
  EXPECT_EQ(nothing_called(configuration_, "wrok_mem"),
            "`wrok_mem` is neither a parameter of PostgreSQL 16 nor a setting of Patroni; did you "
            "mean `work_mem`?");
  EXPECT_NE(nothing_called(configuration_, "vacuum_defer_cleanup_age").find("removed"),
            std::string::npos);
}

}  // namespace
}  // namespace patrol
