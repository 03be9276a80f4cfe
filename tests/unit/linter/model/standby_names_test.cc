#include "linter/model/standby_names.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

using Method = StandbyNames::Method;

TEST(ParseStandbyNames, ReadsEveryForm) {
  const auto list = parse_standby_names("a, \"node-1\"");
  ASSERT_TRUE(list);
  EXPECT_EQ(list->method, Method::list);
  EXPECT_EQ(list->names, (std::vector<std::string>{"a", "node-1"}));
  const auto first = parse_standby_names("first 2 (a,b)");
  ASSERT_TRUE(first);
  EXPECT_EQ(first->method, Method::first);
  EXPECT_EQ(first->count, 2);
  EXPECT_EQ(parse_standby_names("3 (a)")->method, Method::first);
  EXPECT_EQ(parse_standby_names("ANY 1 (*)")->method, Method::any);
  EXPECT_EQ(parse_standby_names("")->method, Method::none);
  EXPECT_EQ(parse_standby_names("2")->names, (std::vector<std::string>{"2"}));
}

TEST(ParseStandbyNames, RefusesWhatTheServerRefuses) {
  for (const std::string_view text :
       {"a b", "node-1", "ANY (a)", "ANY 0 (a)", "ANY 1 (a", "ANY 1 ()", "1 a", "2a", "any", "a,",
        "\"a", "a.b", " ", "FIRST 1 (any)", "ANY 1 (a) x", "FIRST1(a)", "ANY 3"})
    EXPECT_FALSE(parse_standby_names(text)) << text;
}

TEST(ParseStandbyNames, SaysWhatIsWrong) {
  EXPECT_EQ(parse_standby_names("node-1").error(), "has `-` in a name without double quotes");
  EXPECT_EQ(parse_standby_names("ANY 1 (a").error(), "has no closing parenthesis");
  EXPECT_EQ(parse_standby_names("any").error(), "ends too early");
}

}  // namespace
}  // namespace patrol
