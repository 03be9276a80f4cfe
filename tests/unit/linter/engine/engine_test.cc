// Selection and order of findings.
#include "linter/engine/engine.h"

#include <array>

#include <gtest/gtest.h>

namespace patrol {
namespace {

void say_twice(const Snapshot& /*cluster*/, Report& report) {
  report.add({Span{FileId{0}, 5, 6}, "b"}, "later");
  report.add({Span{FileId{0}, 1, 2}, "a"}, "earlier");
  report.add({Span{FileId{0}, 1, 2}, "a"}, "earlier");
}

constinit const Rule first{.id = "AAA001", .name = "first-rule", .check = say_twice};
constinit const Rule second{.id = "AAB001", .name = "second-rule", .check = say_twice};
constexpr std::array<const Rule*, 2> rules = {&first, &second};

TEST(Selection, TakesCodesNamesAndGroups) {
  EXPECT_TRUE((Selection{{"AAA001"}, {}}.has(first)));
  EXPECT_TRUE((Selection{{"first-rule"}, {}}.has(first)));
  EXPECT_TRUE((Selection{{"AAA"}, {}}.has(first)));
  EXPECT_FALSE((Selection{{"AAA"}, {}}.has(second)));
  EXPECT_FALSE((Selection{{}, {"AAB"}}.has(second)));
}

TEST(Selection, NamesWordsThatAreNoRule) {
  const Selection selection{{"AAA", "TYP001"}, {"first-rule"}};
  EXPECT_EQ(selection.unknown(rules), std::vector<std::string>{"TYP001"});
}

TEST(RunRules, SortsByPlaceAndSaysNothingTwice) {
  const auto findings = run_rules(rules, Selection{{"AAA001"}, {}}, Snapshot{});
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].message, "earlier");
  EXPECT_EQ(findings[1].message, "later");
}

}  // namespace
}  // namespace patrol
