#include <gtest/gtest.h>

#include "linter/facts/encodings.h"
#include "linter/facts/time_zones.h"

namespace patrol::facts {
namespace {

TEST(TimeZones, AreFoundWithoutCase) {
  EXPECT_TRUE(is_time_zone("Europe/Berlin"));
  EXPECT_TRUE(is_time_zone("utc"));
  EXPECT_FALSE(is_time_zone("Mars/Phobos"));
  EXPECT_FALSE(is_time_zone(""));
  EXPECT_GT(time_zones().size(), 590U);
}

TEST(Encodings, AreFoundByEverySpelling) {
  EXPECT_EQ(find_encoding("utf-8"), "UTF8");
  EXPECT_EQ(find_encoding("unicode"), "UTF8");
  EXPECT_EQ(find_encoding("ISO 8859-1"), "LATIN1");
  EXPECT_EQ(find_encoding("nope"), "");
  EXPECT_EQ(find_encoding(""), "");
}

}  // namespace
}  // namespace patrol::facts
