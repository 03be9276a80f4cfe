// Go's spellings of values, as etcd reads them from its variables.
#include "rules/etcd/shared_etcd.h"

#include <gtest/gtest.h>

namespace patrol::rules {
namespace {

TEST(GoBoolean, KnowsTwelveSpellings) {
  for (const std::string_view word : {"1", "t", "T", "true", "TRUE", "True"})
    EXPECT_EQ(go_boolean(word), true) << word;
  for (const std::string_view word : {"0", "f", "F", "false", "FALSE", "False"})
    EXPECT_EQ(go_boolean(word), false) << word;
  for (const std::string_view word : {"yes", "on", "tRUE", "", " true"})
    EXPECT_EQ(go_boolean(word), std::nullopt) << word;
}

TEST(GoInteger, ReadsPrefixesAndNothingElse) {
  EXPECT_EQ(go_integer("100"), 100);
  EXPECT_EQ(go_integer("0x64"), 100);
  EXPECT_EQ(go_integer("0144"), 100);
  EXPECT_EQ(go_integer("-1"), -1);
  for (const std::string_view text : {"100.5", "100ms", "1k", "", "0x", "--1", " 1", "089"})
    EXPECT_EQ(go_integer(text), std::nullopt) << text;
}

TEST(GoDuration, NeedsAUnitThatGoKnows) {
  for (const std::string_view text : {"300ms", "1h30m", "1.5s", "0", "-5s", "10us"})
    EXPECT_TRUE(is_go_duration(text)) << text;
  for (const std::string_view text : {"1d", "5", "h", "", "1h 30m", ".s", "1hs"})
    EXPECT_FALSE(is_go_duration(text)) << text;
}

TEST(MostCommon, PrefersTheFirstOfEquals) {
  EXPECT_EQ(most_common({"a", "b", "b"}), "b");
  EXPECT_EQ(most_common({"a", "b"}), "a");
  EXPECT_EQ(most_common({}), "");
}

TEST(Arguments, SeparateFlagsFromTheirValues) {
  EtcdDocument member;
  const std::string_view text = "DAEMON_ARGS=\"--name e1 --snapshot-count=5 -debug stray word\"\n";
  member.env = read_env(FileId{0}, text);
  std::vector<std::string> flags;
  for (const EtcdArgument& argument : arguments(member)) flags.push_back(argument.flag);
  EXPECT_EQ(flags, (std::vector<std::string>{"name", "snapshot-count", "debug", ""}));
  EXPECT_TRUE(is_argument(member, "name"));
  EXPECT_FALSE(is_argument(member, "data-dir"));
}

}  // namespace
}  // namespace patrol::rules
