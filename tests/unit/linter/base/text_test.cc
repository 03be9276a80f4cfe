// Text functions of the base.
#include "linter/base/text.h"

#include <array>

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(Cat, JoinsTextsAndNumbers) {
  EXPECT_EQ(cat("ttl is ", 20, ' ', 1.5), "ttl is 20 1.5");
}

TEST(Split, KeepsEmptyPieces) {
  const auto pieces = split("a,,b", ',');
  ASSERT_EQ(pieces.size(), 3U);
  EXPECT_EQ(pieces[1], "");
  EXPECT_EQ(split("", ',').size(), 1U);
}

TEST(Trim, CutsBlanksAndLineEnds) {
  EXPECT_EQ(trim("\t a b \r\n"), "a b");
  EXPECT_EQ(trim("  "), "");
}

TEST(ToInteger, TakesWholeNumbersOnly) {
  EXPECT_EQ(to_integer("-12"), -12);
  EXPECT_EQ(to_integer("+7"), 7);
  EXPECT_FALSE(to_integer("12s"));
  EXPECT_FALSE(to_integer(""));
  EXPECT_FALSE(to_integer("99999999999999999999"));
}

TEST(NearestName, FindsTheWordThatWasMeant) {
  constexpr auto names = std::to_array<std::string_view>({"namespace", "name", "postgresql"});
  EXPECT_EQ(nearest_name("namepace", names), "namespace");
  EXPECT_EQ(nearest_name("postgersql", names), "postgresql");
}

TEST(NearestName, StaysSilentWhenNothingIsNear) {
  constexpr auto names = std::to_array<std::string_view>({"ttl", "loop_wait"});
  EXPECT_FALSE(nearest_name("scope", names));
}

TEST(Printable, EscapesWhatATerminalWouldObey) {
  EXPECT_EQ(printable("a\x1b[31mb"), "a\\x1b[31mb");
  EXPECT_EQ(printable("\xE2\x80\xAE"), "\\xe2\\x80\\xae");
  EXPECT_EQ(printable("\xFF"), "\\xff");
}

TEST(Printable, KeepsOrdinaryText) {
  EXPECT_EQ(printable("größe 日本"), "größe 日本");
}

}  // namespace
}  // namespace patrol
