#include "linter/base/identifiers.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

using List = std::vector<std::string>;

TEST(SplitIdentifiers, LowersUnquotedAndKeepsQuoted) {
  EXPECT_EQ(split_identifiers(R"("$user", Public)"), (List{"$user", "public"}));
  EXPECT_EQ(split_identifiers(R"("A ""b""",c)"), (List{"A \"b\"", "c"}));
  EXPECT_EQ(split_identifiers("  "), List{});
}

TEST(SplitIdentifiers, RefusesBrokenLists) {
  for (const std::string_view text : {"a,", "a,,b", ",", "a b", "\"a", "a \"b\""})
    EXPECT_EQ(split_identifiers(text), std::nullopt) << text;
}

TEST(TakeDoubleQuoted, LeavesTheRest) {
  std::string_view text = "\"a b\" rest";
  EXPECT_EQ(take_double_quoted(text), "a b");
  EXPECT_EQ(text, " rest");
}

}  // namespace
}  // namespace patrol
