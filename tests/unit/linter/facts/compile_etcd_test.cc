// The facts compiler on wrong tables of etcd's settings: what it says, and where.
#include <string>

#include <gtest/gtest.h>

#include "linter/facts/compile_tables.h"

namespace patrol::facts {
namespace {

std::string problems(const std::string& yaml) {
  std::string out;
  for (const auto& [line, message] : compile_table("etcd_settings", yaml).problems)
    out += std::to_string(line) + ": " + message + '\n';
  return out;
}

/// The row under test is on line 4, between two good ones.
std::string problems_of(const std::string& row) {
  return problems(
      "sources: {s: source}\nsettings:\n- {flag: a, yaml: a, type: int, source: s}\n- {" + row +
      ", source: s}\n- {flag: z, type: int, source: s}\nleftovers: []\n");
}

TEST(CompileEtcd, AcceptsAGoodTable) {
  EXPECT_EQ(problems_of("flag: b-c, yaml: b-c, type: enum, words: [x, y], removed_words: [y], "
                        "words_removed_in: 3.6.0, default: x, since: 3.4.0, late_in: [3.5.2]"),
            "");
}

TEST(CompileEtcd, RefusesDisorderAndRepetition) {
  EXPECT_EQ(problems_of("flag: zz, type: int"), "5: \"z\" is out of order\n");
  EXPECT_EQ(problems_of("flag: a, type: int"), "4: \"a\" is out of order\n4: repeats ETCD_A\n");
  EXPECT_EQ(problems_of("flag: b, yaml: a, type: int"), "4: repeats a\n");
}

TEST(CompileEtcd, RefusesContradictions) {
  EXPECT_EQ(problems_of("flag: b, type: enum"), "4: `words` go with type enum, and only with it\n");
  EXPECT_EQ(problems_of("flag: b, type: enum, words: [x], default: y"),
            "4: `default` is not among the words\n");
  EXPECT_EQ(problems_of("flag: b, type: bool, default: 'on'"),
            "4: `default` of a bool is true or false\n");
  EXPECT_EQ(problems_of("flag: b, type: int, yaml_list: true"), "4: `yaml_list` without `yaml`\n");
  EXPECT_EQ(problems_of("flag: b, type: int, old_default: 1"),
            "4: `old_default` without `default_since`\n");
  EXPECT_EQ(problems_of("flag: b, type: int, replacement: c"), "4: \"c\" is no flag\n");
  EXPECT_EQ(problems_of("flag: b, type: int, colour: red"),
            "4: unknown or misplaced key `colour`\n");
}

TEST(CompileTable, RefusesAnUnknownTable) {
  const auto result = compile_table("haproxy_settings", "sources: {}\n");
  ASSERT_EQ(result.problems.size(), 1U);
  EXPECT_EQ(result.problems[0].message, "no such table: haproxy_settings");
  EXPECT_TRUE(result.code.empty());
}

}  // namespace
}  // namespace patrol::facts
