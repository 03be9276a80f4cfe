// Versions as people and packages write them.
#include "linter/base/version.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(ParseVersion, ReadsOneToThreeNumbers) {
  EXPECT_EQ(parse_version("15"), (Version{15, 0, 0}));
  EXPECT_EQ(parse_version("4.1"), (Version{4, 1, 0}));
  EXPECT_EQ(parse_version("4.1.5"), (Version{4, 1, 5}));
}

TEST(ParseVersion, DropsPackageSuffixes) {
  EXPECT_EQ(parse_version("3.0.2-1"), (Version{3, 0, 2}));
  EXPECT_EQ(parse_version("18rc1"), (Version{18, 0, 0}));
}

TEST(ParseVersion, RefusesWords) {
  EXPECT_FALSE(parse_version("latest"));
  EXPECT_FALSE(parse_version("15x"));
  EXPECT_FALSE(parse_version("4."));
}

TEST(VersionText, IsShortest) {
  EXPECT_EQ(to_string(Version{15, 0, 0}), "15");
  EXPECT_EQ(to_string(Version{4, 0, 7}), "4.0.7");
}

}  // namespace
}  // namespace patrol
