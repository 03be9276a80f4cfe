// Dates as PyYAML builds them and str() shows them.
#include "linter/doc/python_time.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace patrol {
namespace {

std::string shown(std::string_view text) {
  const auto time = read_yaml_time(text);
  return time ? python_str(*time) : "refused";
}

TEST(YamlTime, ReadsDatesAndClocks) {
  EXPECT_EQ(shown("2024-2-9"), "2024-02-09");
  EXPECT_EQ(shown("2024-02-29"), "2024-02-29");
  EXPECT_EQ(shown("2024-01-01 1:02:03"), "2024-01-01 01:02:03");
  EXPECT_EQ(shown("2024-01-01T01:02:03.1234567"), "2024-01-01 01:02:03.123456");
  EXPECT_EQ(shown("2024-01-01t01:02:03."), "2024-01-01 01:02:03");
}

TEST(YamlTime, ReadsZones) {
  EXPECT_EQ(shown("2024-01-01 01:02:03Z"), "2024-01-01 01:02:03+00:00");
  EXPECT_EQ(shown("2024-01-01 01:02:03 +2"), "2024-01-01 01:02:03+02:00");
  EXPECT_EQ(shown("2024-01-01 01:02:03-23:59"), "2024-01-01 01:02:03-23:59");
}

TEST(YamlTime, RefusesWhatDoesNotExist) {
  for (const std::string_view text :
       {"2023-02-29", "1900-02-29", "0000-01-01", "2024-00-01", "2024-13-01", "2024-01-32",
        "2024-01-01 24:00:00", "2024-01-01 00:60:00", "2024-01-01 00:00:00+24:00", "2024-01-01x",
        "2024-01-01 10:00", "24-01-01", ""})
    EXPECT_EQ(shown(text), "refused") << text;
}

}  // namespace
}  // namespace patrol
