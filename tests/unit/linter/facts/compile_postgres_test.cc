// The facts compiler on wrong tables of PostgreSQL's parameters: what it says, and where.
#include <string>

#include <gtest/gtest.h>

#include "linter/facts/compile_tables.h"

namespace patrol::facts {
namespace {

/// Two good rows on lines 3 and 4 stand around the row under test (line 4 when there is one).
std::string table(const std::string& row) {
  return "sources: {s: servers}\nparameters:\n"
         "- {name: bbb, from: 10, till: 12, type: integer, min: 0, max: 9, boot: 5, context: user, "
         "category: C, source: s}\n" +
         row +
         "- {name: zzz, from: 10, till: 18, type: bool, boot: 'on', context: user, category: C, "
         "source: s}\n"
         "hidden: []\nsuccessors: []\n";
}

std::string problems(const std::string& yaml) {
  std::string out;
  for (const auto& [line, message] : compile_table("pg_settings", yaml).problems)
    out += std::to_string(line) + ": " + message + '\n';
  return out;
}

std::string problems_of(const std::string& row) {
  return problems(table("- {" + row + ", source: s}\n"));
}

TEST(CompilePostgres, AcceptsAGoodTable) {
  const auto result = compile_table("pg_settings", table(""));
  EXPECT_TRUE(result.problems.empty());
  EXPECT_NE(result.code.find(R"(.name = "bbb")"), std::string::npos);
}

TEST(CompilePostgres, RefusesUnsortedAndRepeatedNames) {
  const std::string rest =
      ", from: 10, till: 18, type: bool, boot: 'on', context: user, category: C";
  EXPECT_EQ(problems_of("name: aaa" + rest), "4: \"aaa\" is out of order\n");
  EXPECT_EQ(problems_of("name: BBB" + rest), "4: \"BBB\" is out of order\n");
  EXPECT_EQ(problems_of("name: ccc" + rest), "");
}

TEST(CompilePostgres, RefusesGapsAndOverlaps) {
  const std::string rest = ", till: 18, type: integer, max: 7, boot: 5, context: user";
  EXPECT_EQ(problems_of("name: bbb, from: 13" + rest), "");
  EXPECT_EQ(problems_of("name: bbb, from: 12" + rest), "4: overlaps the row before\n");
  EXPECT_EQ(problems_of("name: bbb, from: 14" + rest), "4: leaves a gap after the row before\n");
  EXPECT_EQ(problems_of("name: bbb, from: 14, after_gap: true" + rest), "");
  EXPECT_EQ(problems_of("name: bbb, from: 13, after_gap: true" + rest),
            "4: `after_gap` without a gap\n");
  EXPECT_EQ(problems_of("name: bbb, from: 19" + rest).substr(0, 27),
            "4: `from` is after `till`\n4");
}

TEST(CompilePostgres, RefusesARowThatSaysNothingNew) {
  EXPECT_EQ(problems_of("name: bbb, from: 13, till: 18, type: integer, min: 0, max: 9, boot: 5, "
                        "context: user"),
            "4: says the same as the row before; make that one longer\n");
}

TEST(CompilePostgres, RefusesUnknownRepeatedAndMissingKeys) {
  const std::string rest = "name: ccc, from: 10, till: 18, type: bool, boot: 'on', category: C";
  EXPECT_EQ(problems_of(rest), "4: `context` is missing\n");
  EXPECT_EQ(problems_of(rest + ", context: user, colour: red"),
            "4: unknown or misplaced key `colour`\n");
  EXPECT_EQ(problems_of(rest + ", context: user, context: user"), "4: repeated key `context`\n");
  EXPECT_EQ(problems_of(rest + ", context: users"), "4: `context` is unknown: \"users\"\n");
  EXPECT_EQ(problems_of("name: bbb, from: 13, till: 18, type: bool, boot: 'on', context: user, "
                        "category: C"),
            "4: unknown or misplaced key `category`\n");
}

TEST(CompilePostgres, RefusesContradictions) {
  const std::string number =
      "name: ccc, from: 10, till: 18, type: integer, context: user, "
      "category: C, ";
  EXPECT_EQ(problems_of(number + "min: 6, max: 4, boot: 5"),
            "4: `min` is above `max`\n4: `boot` is outside `min` and `max`\n");
  EXPECT_EQ(problems_of(number + "min: x, max: 4, boot: 3"), "4: `min` or `max` is not a number\n");
  EXPECT_EQ(problems_of(number + "boot: 3, words: [a]"), "4: `words` are for enums\n");
  const std::string word =
      "name: ccc, from: 10, till: 18, type: enum, context: user, category: C, ";
  EXPECT_EQ(problems_of(word + "boot: a, words: [b, c]"), "4: `boot` is not among the words\n");
  EXPECT_EQ(problems_of(word + "boot: b, words: [b, b]"), "4: `words` repeats \"b\"\n");
  EXPECT_EQ(problems_of(word + "boot: b, words: [b, c], hidden_words: [c]"),
            "4: hidden word \"c\" is listed too\n");
  EXPECT_EQ(problems_of(word + "boot: b, unit: ms, words: [b]"),
            "4: `unit`, `min` and `max` are for numbers\n");
}

TEST(CompilePostgres, RefusesUnknownAndUnusedSources) {
  EXPECT_EQ(problems(table("- {name: ccc, from: 10, till: 18, type: bool, boot: 'on', "
                           "context: user, category: C, source: x}\n")),
            "4: `source` \"x\" is not among the sources\n");
  EXPECT_EQ(problems("sources: {s: servers, t: talk}\n" + table("").substr(22)),
            "1: no row has source `t`\n");
}

TEST(CompilePostgres, ChecksSuccessorsAgainstTheSpans) {
  const auto with = [](const std::string& row) {
    const std::string good = table("");
    return problems(good.substr(0, good.rfind("[]")) + "\n- {" + row + ", source: s}\n");
  };
  EXPECT_EQ(with("name: bbb, removed_in: 13, replacement: zzz"), "");
  EXPECT_EQ(with("name: bbb, removed_in: 14"),
            "7: `removed_in` does not follow the last span of bbb\n");
  EXPECT_EQ(with("name: old, removed_in: 9, replacement: yyy"), "7: \"yyy\" is no parameter\n");
}

TEST(CompilePostgres, SaysWhereTheYamlBreaks) {
  EXPECT_EQ(problems("sources: {s: servers}\nparameters: [\n").substr(0, 2), "3:");
  EXPECT_EQ(problems("- 1\n"), "1: not a mapping of sections\n");
}

}  // namespace
}  // namespace patrol::facts
