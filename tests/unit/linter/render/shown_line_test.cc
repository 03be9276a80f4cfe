// Lines as a terminal shows them.
#include "linter/render/shown_line.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "linter/render/columns.h"

namespace patrol {
namespace {

TEST(CharacterColumns, KnowsWideAndCombiningCharacters) {
  EXPECT_EQ(character_columns("a"), 1U);
  EXPECT_EQ(character_columns("é"), 1U);
  EXPECT_EQ(character_columns("漢"), 2U);
  EXPECT_EQ(character_columns("🐘"), 2U);
  EXPECT_EQ(character_columns("\xCC\x81"), 0U);
  EXPECT_EQ(columns_of("漢a字"), 5U);
}

TEST(ShowLine, GivesTheColumnOfEachByte) {
  const auto line = show_line("\tä漢x", {}, 0, 80);
  EXPECT_EQ(line.text, "    ä漢x");
  EXPECT_EQ(line.columns, (std::vector<std::size_t>{0, 4, 4, 5, 5, 5, 7, 8}));
}

TEST(ShowLine, HidesSecretsAndKeepsWhatFollowsInPlace) {
  const std::vector<TextRange> secrets{{2, 8}};
  const auto line = show_line("a=secret b", secrets, 0, 80);
  EXPECT_EQ(line.text, "a=*** b");
  EXPECT_EQ(line.column(2), 2U);
  EXPECT_EQ(line.column(8), 5U);
  EXPECT_EQ(line.column(9), 6U);
}

TEST(ShowLine, CutsAtTheEnd) {
  const auto line = show_line("abcdefghij", {}, 0, 6);
  EXPECT_EQ(line.text, "abcde…");
  EXPECT_TRUE(line.has(5));
  EXPECT_FALSE(line.has(6));
}

TEST(ShowLine, DoesNotCutWhatFits) {
  EXPECT_EQ(show_line("abcdef", {}, 0, 6).text, "abcdef");
}

TEST(ShowLine, CutsBeforeTheFocus) {
  const auto text = std::string(100, 'a') + "X";
  EXPECT_EQ(show_line(text, {}, 100, 40).text, "…" + std::string(30, 'a') + "X");
}

TEST(ShowLine, CutsAtTheStartOfACharacter) {
  std::string text;
  for (int at = 0; at < 100; ++at) text += "漢";
  for (const std::size_t focus : {150U, 151U, 152U})
    EXPECT_EQ(show_line(text, {}, focus, 40).text.find("\\x"), std::string::npos) << focus;
}

TEST(RangesWithin, CutsRangesToThePart) {
  const std::vector<TextRange> ranges{{0, 2}, {4, 8}, {10, 12}};
  EXPECT_EQ(ranges_within(ranges, {5, 11}), (std::vector<TextRange>{{0, 3}, {5, 6}}));
  EXPECT_TRUE(ranges_within(ranges, {2, 4}).empty());
}

}  // namespace
}  // namespace patrol
