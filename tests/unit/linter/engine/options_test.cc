// The settings file.
#include "linter/engine/options.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

ReadOptions read(std::string_view text) {
  return read_options(FileId{0}, text);
}

TEST(ReadOptions, TakesListsAndText) {
  const auto read_lists = read("ignore: [TIM001, YML]\nselect: a, b\nexclude: '*.bak'\n");
  EXPECT_TRUE(read_lists.problems.empty());
  EXPECT_EQ(read_lists.options.selection.ignore, (std::vector<std::string>{"TIM001", "YML"}));
  EXPECT_EQ(read_lists.options.selection.select, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(read_lists.options.exclude, std::vector<std::string>{"*.bak"});
}

TEST(ReadOptions, TakesVersionsAsNumbersToo) {
  const auto versions = read("patroni_version: 3.0.2\npostgres_version: 15\netcd_version: 3.4\n");
  EXPECT_EQ(versions.options.patroni, (Version{3, 0, 2}));
  EXPECT_EQ(versions.options.postgres, (Version{15, 0, 0}));
  EXPECT_EQ(versions.options.etcd, (Version{3, 4, 0}));
}

TEST(ReadOptions, FailsOnErrorsUnlessToldOtherwise) {
  EXPECT_EQ(read("").options.fail_on, Threshold::error);
  EXPECT_EQ(read("fail_on: warning\n").options.fail_on, Threshold::warning);
  EXPECT_EQ(read("fail_on: never\n").options.fail_on, Threshold::never);
}

TEST(ReadOptions, NamesTheKeyThatWasMeant) {
  const auto typo = read("ignored: [A]\n");
  ASSERT_EQ(typo.problems.size(), 1U);
  EXPECT_EQ(typo.problems[0].message, "unknown setting `ignored`; did you mean `ignore`?");
  EXPECT_EQ(typo.problems[0].at.begin, 0U);
}

TEST(ReadOptions, RefusesWordsThatMeanNothing) {
  EXPECT_EQ(read("fail_on: sometimes\n").problems.size(), 1U);
  EXPECT_EQ(read("postgres_version: latest\n").problems.size(), 1U);
  EXPECT_EQ(read("- a\n").problems.size(), 1U);
  EXPECT_EQ(read("select: [a, [b], {c: d}, '']\n").problems.size(), 3U);
  EXPECT_FALSE(read("select: [a\n").problems.empty());
}

TEST(ReadOptions, ReportsASettingThatIsSetTwice) {
  const auto twice = read("ignore: a\nignore: b\n");
  ASSERT_EQ(twice.problems.size(), 1U);
  EXPECT_EQ(twice.problems[0].message, "`ignore` is set twice");
  EXPECT_EQ(twice.problems[0].at.begin, 0U);
}

}  // namespace
}  // namespace patrol
