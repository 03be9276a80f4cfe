#include "linter/base/quantity.h"

#include <array>

#include <gtest/gtest.h>

#include "linter/base/text.h"

namespace patrol {
namespace {

using enum QuantityFault;

std::string integer(std::string_view text, std::string_view unit, int major = 15) {
  const auto value = parse_integer(text, unit, major);
  return value ? cat(*value) : cat("fault ", static_cast<int>(value.error()));
}
std::string fault(QuantityFault kind) {
  return cat("fault ", static_cast<int>(kind));
}

TEST(ParseInteger, ReadsDecimalHexadecimalAndOctal) {
  EXPECT_EQ(integer("100", ""), "100");
  EXPECT_EQ(integer(" +100 ", ""), "100");
  EXPECT_EQ(integer("0x64", ""), "100");
  EXPECT_EQ(integer("0144", ""), "100");
  EXPECT_EQ(integer("-1", ""), "-1");
  for (const std::string_view text : {"", "abc", "- 1", ".", "--1", "inf", "nan", " .5", "-.5"})
    EXPECT_EQ(integer(text, ""), fault(not_a_number)) << text;
  for (const std::string_view text : {"0o144", "0778", "1_000", "100ms", "1 2"})
    EXPECT_EQ(integer(text, ""), fault(needless_unit)) << text;
}

TEST(ParseInteger, ConvertsUnitsToTheBase) {
  EXPECT_EQ(integer("128MB", "8kB"), "16384");
  EXPECT_EQ(integer("128 MB", "8kB"), "16384");
  EXPECT_EQ(integer("1TB", "8kB"), "134217728");
  EXPECT_EQ(integer("65536B", "kB"), "64");
  EXPECT_EQ(integer("1min", "ms"), "60000");
  EXPECT_EQ(integer("1d", "min"), "1440");
  EXPECT_EQ(integer("2TB", "kB"), fault(too_large));
  for (const std::string_view text : {"128mb", "1 M B", "1GiB", "1min", "1PB"})
    EXPECT_EQ(integer(text, "8kB"), fault(unknown_unit)) << text;
}

TEST(ParseInteger, RoundsFractionsFromTwelveOn) {
  EXPECT_EQ(integer("100.5", ""), "100");
  EXPECT_EQ(integer("101.5", ""), "102");
  EXPECT_EQ(integer("1e2", ""), "100");
  EXPECT_EQ(integer("1.0001GB", "kB"), "1048576");
  EXPECT_EQ(integer("1.00049GB", "kB"), "1049600");
  EXPECT_EQ(integer("30.1GB", "kB"), "31561728");
  EXPECT_EQ(integer("499us", "ms"), "0");
  EXPECT_EQ(integer("133kB", "8kB"), "17");
  EXPECT_EQ(integer("90s", "min"), "2");
}

TEST(ParseInteger, CutsOffUntilEleven) {
  EXPECT_EQ(integer("133kB", "8kB", 11), "16");
  EXPECT_EQ(integer("90s", "min", 11), "1");
  EXPECT_EQ(integer("65535B", "kB", 11), "63");
  EXPECT_EQ(integer("65536B", "kB", 10), fault(unknown_unit));
  EXPECT_EQ(integer("0.5GB", "8kB", 11), fault(fraction));
  EXPECT_EQ(integer("1e3", "ms", 11), fault(fraction));
  EXPECT_EQ(integer("500us", "ms", 11), fault(unknown_unit));
  EXPECT_EQ(integer("4294967296B", "kB", 11), fault(too_large));
}

TEST(ParseReal, TakesUnitsFromTwelveOn) {
  EXPECT_DOUBLE_EQ(*parse_real("500us", "ms", 12), 0.5);
  EXPECT_DOUBLE_EQ(*parse_real(".5", "", 15), 0.5);
  EXPECT_DOUBLE_EQ(*parse_real("0x4", "", 15), 4);
  EXPECT_EQ(parse_real("2ms", "ms", 11).error(), needless_unit);
  EXPECT_EQ(parse_real("20%", "", 15).error(), needless_unit);
  EXPECT_EQ(parse_real("NaN", "", 15).error(), not_a_number);
  EXPECT_EQ(parse_real("1e400", "", 15).error(), not_a_number);
}

struct Human {
  std::int64_t value;
  std::string_view unit;
  std::string_view text;
};

TEST(ToHuman, PicksTheLargestWholeUnit) {
  constexpr auto cases = std::to_array<Human>({{16384, "8kB", "128MB"},
                                               {17, "8kB", "136kB"},
                                               {1048576, "kB", "1GB"},
                                               {60000, "ms", "1min"},
                                               {86400, "s", "1d"},
                                               {90, "s", "90s"},
                                               {0, "kB", "0"},
                                               {-1, "kB", "-1"},
                                               {100, "", "100"},
                                               {1024, "B", "1kB"}});
  for (const Human& one : cases) EXPECT_EQ(to_human(one.value, one.unit), one.text);
  EXPECT_EQ(to_human(0.5, "ms"), "500us");
  EXPECT_EQ(to_human(1.1, ""), "1.1");
}

TEST(MeantUnit, KnowsTheUsualMistakes) {
  EXPECT_EQ(meant_unit("mb", "kB", 15), "MB");
  EXPECT_EQ(meant_unit("GiB", "8kB", 15), "GB");
  EXPECT_EQ(meant_unit("m", "kB", 15), "MB");
  EXPECT_EQ(meant_unit("m", "ms", 15), "min");
  EXPECT_EQ(meant_unit("sec", "ms", 15), "s");
  EXPECT_EQ(meant_unit("parsec", "ms", 15), std::nullopt);
  EXPECT_EQ(meant_unit("mb", "", 15), std::nullopt);
}

TEST(ShortReal, WritesSixDigits) {
  EXPECT_EQ(short_real(4), "4");
  EXPECT_EQ(short_real(1234567), "1.23457e+06");
  EXPECT_EQ(short_real(0.1), "0.1");
}

}  // namespace
}  // namespace patrol
