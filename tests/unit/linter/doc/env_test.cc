#include "linter/doc/env.h"

#include <algorithm>
#include <array>

#include <gtest/gtest.h>

namespace patrol {
namespace {

using Kind = EnvProblem::Kind;

std::string value_of(std::string_view text, std::string_view name = "A") {
  const EnvFile env = read_env(FileId{}, text);
  const EnvVariable* variable = env.find(name);
  return variable == nullptr ? "(unset)" : variable->value;
}

std::vector<Kind> kinds(std::string_view text) {
  std::vector<Kind> out;
  for (const EnvProblem& problem : read_env(FileId{}, text).problems) out.push_back(problem.kind);
  return out;
}

struct Case {
  std::string_view text;
  std::string_view value;
};

TEST(ReadEnv, ReadsValuesAsSystemdDoes) {
  constexpr auto cases = std::to_array<Case>({
      {"A=plain", "plain"},
      {"A=two words", "two words"},
      {"A = x  ", "x"},
      {"\tA=x", "x"},
      {"A=a=b", "a=b"},
      {"A=", ""},
      {"A=\"\"", ""},
      {"A=#h", "#h"},
      {"A=v # c", "v # c"},
      {"A=x\r\nB=2\r\n", "x"},
      {"A: 1", "(unset)"},
      {"; A=1\n# A=2", "(unset)"},
      {"A=1;B=2", "1;B=2"},
      {"A=1\nA=2", "2"},
  });
  for (const Case& one : cases) EXPECT_EQ(value_of(one.text), one.value) << one.text;
}

TEST(ReadEnv, JoinsQuotedPiecesUntilUnquotedTextBegins) {
  EXPECT_EQ(value_of(R"(A="a" "b")"), "ab");
  EXPECT_EQ(value_of(R"(A="x"tail)"), "xtail");
  EXPECT_EQ(value_of(R"(A="a"b'c'd)"), "ab'c'd");
  EXPECT_EQ(value_of(R"(A="q" # c)"), "q# c");
  EXPECT_EQ(value_of(R"(A='it'\''s')"), "it''s'");
}

TEST(ReadEnv, EscapesDependOnTheQuotes) {
  EXPECT_EQ(value_of(R"(A=c:\path)"), "c:path");
  EXPECT_EQ(value_of(R"(A=x\ y)"), "x y");
  EXPECT_EQ(value_of(R"(A="a\nb \" \\ \$")"), R"(a\nb " \ $)");
  EXPECT_EQ(value_of(R"(A='a\nb')"), R"(a\nb)");
  EXPECT_EQ(value_of("A=con\\\n  tinued"), "con  tinued");
  EXPECT_EQ(value_of("A=\"con\\\ntinued\""), "continued");
  EXPECT_EQ(value_of("A=x \\"), "x ");
}

TEST(ReadEnv, UnclosedQuoteSwallowsTheRest) {
  const EnvFile env = read_env(FileId{}, "A=\"x\nB=2\n");
  ASSERT_EQ(env.variables.size(), 1U);
  EXPECT_EQ(env.variables[0].value, "x\nB=2\n");
  ASSERT_EQ(env.problems.size(), 1U);
  EXPECT_EQ(env.problems[0].kind, Kind::unclosed_quote);
  EXPECT_EQ(env.problems[0].at.begin, 2U);
}

TEST(ReadEnv, DropsWhatHasNoValidName) {
  const EnvFile env = read_env(FileId{}, "export A=x\n1A=y\nA-B=z\nC=1\n");
  EXPECT_EQ(env.dropped, (std::vector<std::string>{"export A=x", "1A=y", "A-B=z"}));
  ASSERT_EQ(env.variables.size(), 1U);
  EXPECT_EQ(env.variables[0].name, "C");
  EXPECT_EQ(env.problems[0].kind, Kind::export_prefix);
  EXPECT_EQ(env.problems[1].kind, Kind::invalid_name);
}

TEST(ReadEnv, DropsValuesWithControlCharacters) {
  const EnvFile env = read_env(FileId{}, "A=\"x\ry\"\nB=\"x\ty\"\n");
  EXPECT_EQ(env.find("A"), nullptr);
  EXPECT_NE(env.find("B"), nullptr);
  EXPECT_EQ(env.problems.at(0).kind, Kind::control_character);
}

TEST(ReadEnv, CommentEndingInBackslashTakesTheNextLineAlong) {
  EXPECT_EQ(value_of("# c \\\nA=1\nB=2"), "(unset)");
  EXPECT_EQ(value_of("# c \\\nA=1\nB=2", "B"), "2");
  EXPECT_EQ(kinds("# c \\\nA=1\n"), (std::vector{Kind::comment_continues}));
  EXPECT_TRUE(kinds("# c \\\n# more\n").empty());
}

struct Problem {
  std::string_view text;
  Kind kind;
};

TEST(ReadEnv, NamesWhatAShellWouldReadOtherwise) {
  constexpr auto cases = std::to_array<Problem>({
      {"A", Kind::no_assignment},
      {"[Service]", Kind::section_header},
      {"A=v # c", Kind::trailing_comment},
      {"A=\"v\" # c", Kind::trailing_comment},
      {"A=$B", Kind::not_expanded},
      {"A=\"${B}\"", Kind::not_expanded},
      {"A=$(hostname)", Kind::not_expanded},
      {"A=`hostname`", Kind::not_expanded},
      {"A=~/x", Kind::not_expanded},
      {"A=x\"y\"", Kind::quote_in_middle},
      {"A=1;B=2", Kind::joined_assignments},
      {"A=1 B=2", Kind::joined_assignments},
      {"A=two words", Kind::unquoted_blank},
      {"A=x\r\n", Kind::carriage_return},
  });
  for (const Problem& one : cases) {
    const auto found = kinds(one.text);
    EXPECT_NE(std::find(found.begin(), found.end(), one.kind), found.end()) << one.text;
  }
}

TEST(ReadEnv, LeavesHarmlessValuesAlone) {
  for (const std::string_view text :
       {"A=plain", "A='$B'", "A=\"\\$B\"", "A=a$", "A=\"x ; y\"", "A=--x=1", "A=a#b", "A=\"a b\"  ",
        "A=n1=http://10.0.0.1:2380,n2=http://10.0.0.2:2380", "# it's\n\n;x=1\n"})
    EXPECT_TRUE(kinds(text).empty()) << text;
}

TEST(ReadEnv, SpansCoverNameAndRawValue) {
  const std::string_view text = "# c\n  KEY =  'a b' \nB=x\n";
  const EnvFile env = read_env(FileId{}, text);
  const EnvVariable& key = env.variables.at(0);
  EXPECT_EQ(text.substr(key.name_span.begin, 3), "KEY");
  EXPECT_EQ(key.name_span.end - key.name_span.begin, 3U);
  EXPECT_EQ(text.substr(key.value_span.begin, key.value_span.end - key.value_span.begin), "'a b'");
  EXPECT_TRUE(key.is_exact);
  EXPECT_EQ(text.substr(key.content_begin, 3), "a b");
}

TEST(ReadEnv, ValueThatIsNoSliceIsNotExact) {
  EXPECT_FALSE(read_env(FileId{}, "A=x\\ y").variables.at(0).is_exact);
  EXPECT_FALSE(read_env(FileId{}, "A='x''y'").variables.at(0).is_exact);
  EXPECT_TRUE(read_env(FileId{}, "A=x y").variables.at(0).is_exact);
}

TEST(ReadEnv, MarksEarlierDuplicates) {
  const EnvFile env = read_env(FileId{}, "A=1\nB=2\nA=3\n");
  EXPECT_TRUE(env.variables.at(0).is_overridden);
  EXPECT_FALSE(env.variables.at(2).is_overridden);
  EXPECT_EQ(env.find("A")->value, "3");
}

TEST(ReadEnv, RefusesWholeFilesForBytesThatAreNoText) {
  const EnvFile broken = read_env(FileId{}, "A=\xFF\nB=1\n");
  EXPECT_FALSE(broken.is_loaded);
  EXPECT_EQ(broken.problems.at(0).kind, Kind::broken_utf8);
  EXPECT_FALSE(read_env(FileId{}, std::string_view("A=1\n\0", 5)).is_loaded);
  EXPECT_TRUE(read_env(FileId{}, "# \xFF\nA=1\n").is_loaded);
}

TEST(ReadEnv, ByteOrderMarkCostsTheFirstVariable) {
  const EnvFile env = read_env(FileId{},
                               "\xEF\xBB\xBF"
                               "A=1\nB=2\n");
  EXPECT_EQ(env.find("A"), nullptr);
  EXPECT_EQ(env.find("B")->value, "2");
  EXPECT_EQ(env.problems.size(), 1U);
  EXPECT_EQ(env.problems.at(0).kind, Kind::byte_order_mark);
}

}  // namespace
}  // namespace patrol
