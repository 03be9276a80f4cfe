// Matching as PostgreSQL matches: anywhere in the name unless anchored.
#include "linter/doc/pg_automaton.h"

#include <string>

#include <gtest/gtest.h>

namespace patrol {
namespace {

bool matches(std::string_view pattern, std::string_view name) {
  const auto automaton = PgAutomaton::build(read_pg_regex(pattern, 16));
  EXPECT_TRUE(automaton.has_value()) << pattern;
  return automaton && automaton->matches(name);
}

TEST(PgAutomaton, MatchesAnywhereUnlessAnchored) {
  EXPECT_TRUE(matches("b", "abc"));
  EXPECT_FALSE(matches("^b", "abc"));
  EXPECT_TRUE(matches("c$", "abc"));
  EXPECT_FALSE(matches("^ab$", "abc"));
  EXPECT_TRUE(matches("", "abc"));
}

TEST(PgAutomaton, FollowsChoicesAndRepetitions) {
  EXPECT_TRUE(matches("^(db|app)_[0-9]{2,3}$", "app_123"));
  EXPECT_FALSE(matches("^(db|app)_[0-9]{2,3}$", "app_1"));
  EXPECT_FALSE(matches("^(db|app)_[0-9]{2,3}$", "app_1234"));
  EXPECT_TRUE(matches("^(a*)*b+?$", "aabbb"));
  EXPECT_TRUE(matches("(?i)^ALICE$", "alice"));
  EXPECT_TRUE(matches("^[^a-c]x?$", "dx"));
  EXPECT_FALSE(matches("$^", "a"));
}

TEST(PgAutomaton, IsNotBuiltWhereMeaningIsInDoubt) {
  for (const std::string_view pattern : {"(a)\\1", "a(?=b)", "\\ma", "((a{200}){200}){200}"})
    EXPECT_FALSE(PgAutomaton::build(read_pg_regex(pattern, 16)).has_value()) << pattern;
}

TEST(PgAutomaton, IsLinearInTheName) {
  EXPECT_FALSE(matches("^(a|a)*(a|a)*b$", std::string(5000, 'a')));
}

}  // namespace
}  // namespace patrol
