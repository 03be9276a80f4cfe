// Words of the command line to values.
#include "cli/arguments.h"

#include <array>

#include <gtest/gtest.h>

namespace patrol::cli {
namespace {

TEST(ParseArguments, LeavesPathsBehindSelectAlone) {
  constexpr std::array words = {"patrol", "lint", "--select", "CLU,TIM001", "a.yml", "b.yml"};
  const Parsed parsed = parse_arguments(static_cast<int>(words.size()), words.data());
  ASSERT_TRUE(parsed.arguments);
  const auto& lint = std::get<LintArguments>(*parsed.arguments);
  EXPECT_EQ(lint.select, (std::vector<std::string>{"CLU", "TIM001"}));
  EXPECT_EQ(lint.paths, (std::vector<std::string>{"a.yml", "b.yml"}));
}

TEST(ParseArguments, TakesTheFirstWordOfWhyForTheSetting) {
  constexpr std::array words = {"patrol", "why",     "ttl",       "a.yml",
                                "--role", "replica", "--dynamic", "d.json"};
  const Parsed parsed = parse_arguments(static_cast<int>(words.size()), words.data());
  ASSERT_TRUE(parsed.arguments);
  const auto& why = std::get<WhyArguments>(*parsed.arguments);
  EXPECT_EQ(why.words, (std::vector<std::string>{"ttl", "a.yml"}));
  EXPECT_EQ(why.dynamic_file, "d.json");
  EXPECT_EQ(why.role, "replica");
  EXPECT_FALSE(why.is_all);
}

}  // namespace
}  // namespace patrol::cli
