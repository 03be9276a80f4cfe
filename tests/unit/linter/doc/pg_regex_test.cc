// What PostgreSQL compiles and what it refuses; every case was put to a server.
#include "linter/doc/pg_regex.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

std::string_view error_of(std::string_view pattern, int major = 16) {
  return read_pg_regex(pattern, major).error;
}

TEST(ReadPgRegex, TakesUsualPatterns) {
  for (const std::string_view pattern :
       {"", "^db_[0-9]+$", "(a|b)*c?", "a{2,3}?", "[]a]", "[a-]", "[[:alpha:]_]", "a{,2}", "(?:a)",
        "(a)\\1", "\\d\\w\\s", "[\\d]", "a|", "()", "***:a", "(?i)a", "\\x41", "x{", "(?#c)a"}) {
    EXPECT_EQ(error_of(pattern), "") << pattern;
  }
}

TEST(ReadPgRegex, SaysWhatIsNotBalanced) {
  EXPECT_EQ(error_of("["), "brackets [] not balanced");
  EXPECT_EQ(error_of("[a"), "brackets [] not balanced");
  EXPECT_EQ(error_of("(a"), "parentheses () not balanced");
  EXPECT_EQ(error_of("(?:(a)"), "parentheses () not balanced");
  EXPECT_EQ(error_of("a)"), "parentheses () not balanced");
  EXPECT_EQ(error_of("a{1"), "braces {} not balanced");
}

TEST(ReadPgRegex, RefusesQuantifiersWithoutAnOperand) {
  for (const std::string_view pattern : {"*", "a**", "^*", "a|+", "(?)", "{1}", "(?=a)*"})
    EXPECT_EQ(error_of(pattern), "quantifier operand invalid") << pattern;
}

TEST(ReadPgRegex, RefusesBadCountsRangesAndClasses) {
  EXPECT_EQ(error_of("a{3,1}"), "invalid repetition count(s)");
  EXPECT_EQ(error_of("a{256}"), "invalid repetition count(s)");
  EXPECT_EQ(error_of("[b-a]"), "invalid character range");
  EXPECT_EQ(error_of("[a-\\d]"), "invalid character range");
  EXPECT_EQ(error_of("[[:foo:]]"), "invalid character class");
  EXPECT_EQ(error_of("\\"), "invalid escape \\ sequence");
  EXPECT_EQ(error_of("\\k"), "invalid escape \\ sequence");
  EXPECT_EQ(error_of("\\1"), "invalid backreference number");
  EXPECT_EQ(error_of("^\\1$"), "invalid backreference number");
}

TEST(ReadPgRegex, KnowsWhatCameWithFourteen) {
  EXPECT_EQ(error_of("[\\D]", 14), "");
  EXPECT_NE(error_of("[\\D]", 13), "");
  EXPECT_NE(error_of("[[:word:]]", 13), "");
}

TEST(ReadPgRegex, IsNotCertainOfEverything) {
  EXPECT_TRUE(read_pg_regex("^a.*b$", 16).is_certain);
  for (const std::string_view pattern : {"(a)\\1", "(?=a)b", "\\ma", "(?e)a", "\xC3\xA9", "(?n)a"})
    EXPECT_FALSE(read_pg_regex(pattern, 16).is_certain) << pattern;
}

TEST(ReadPgRegex, EndsOnDeepNesting) {
  const std::string deep(100000, '(');
  EXPECT_FALSE(read_pg_regex(deep, 16).is_certain);
}

}  // namespace
}  // namespace patrol
