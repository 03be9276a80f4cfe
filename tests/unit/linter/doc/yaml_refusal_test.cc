// What PyYAML's safe loader refuses and what it lets pass; each line was tried with it.
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "tests/support/yaml_builder.h"

namespace patrol {
namespace {

using namespace std::string_view_literals;

class RefusedYaml : public testing::TestWithParam<std::string_view> {};
class AcceptedYaml : public testing::TestWithParam<std::string_view> {};

TEST_P(RefusedYaml, HasAProblemInsideTheText) {
  const YamlTree tree = read_strict(GetParam());
  EXPECT_FALSE(tree.is_ok);
  ASSERT_FALSE(tree.problems.empty());
  EXPECT_FALSE(tree.problems.front().message.empty());
  EXPECT_EQ(span_fault(tree, GetParam()), "");
}

TEST_P(AcceptedYaml, HasNoProblem) {
  const YamlTree tree = read_strict(GetParam());
  EXPECT_TRUE(tree.is_ok);
  EXPECT_TRUE(tree.problems.empty());
  EXPECT_EQ(span_fault(tree, GetParam()), "");
}

INSTANTIATE_TEST_SUITE_P(Tabs, RefusedYaml,
                         testing::Values("\ta: 1\n", "a:\n\tb: 1\n", "a:\t1\n", "a: 1\t# c\n",
                                         "- \ta\n", "a: b\tc\n", "[a,\tb]\n"));
INSTANTIATE_TEST_SUITE_P(Tabs, AcceptedYaml,
                         testing::Values("a: \"b\tc\"\n", "a: 'b\t'\n", "a: |\n  b\tc\n",
                                         "# a\tb\n", "a: \"x\n\ty\"\n"));

INSTANTIATE_TEST_SUITE_P(Indentation, RefusedYaml,
                         testing::Values("a:\n    b: 1\n  c: 2\n", "a: 1\n  b: 2\n",
                                         "  a: 1\nb: 2\n", "- a\nb: 1\n", "a: 1\n- b\n",
                                         "a:\n  - b\n c: 1\n", "a: b: c\n", "a: - b\n",
                                         "a: 'b': c\n"));
INSTANTIATE_TEST_SUITE_P(Indentation, AcceptedYaml,
                         testing::Values("a:\n- b\nc: 1\n", "a:\n   b: 1\nc:\n b: 2\n",
                                         "- - a\n  - b\n", "- a: 1\n  b: 2\n", "a: {\n}\n",
                                         "a: [\n1\n]\n", "? a\n: b\n", "a:b: c\n", "a: x\n  y\n",
                                         "- ? a\n  : b\n"));

INSTANTIATE_TEST_SUITE_P(Keys, RefusedYaml,
                         testing::Values("a\n: 1\n", "a b\nc: 1\n", "'a\n b': 1\n", "[a]: 1\n",
                                         "{a: 1}: 1\n", "? [a]\n: 1\n", "!!set {[a]}\n",
                                         "a: 1\nb\n", "a: 1\nb c\nd: 1\n"));
INSTANTIATE_TEST_SUITE_P(Quotes, RefusedYaml,
                         testing::Values("a: 'b\n", "a: \"b\n", "a: 'b' c\n", "a: \"\\d\"\n",
                                         "a: \"\\x4\"\n", "a: \"\\U00110000\"\n",
                                         "a: 'b\n---\nc'\n"));
INSTANTIATE_TEST_SUITE_P(Brackets, RefusedYaml,
                         testing::Values("a: [b\n", "a: b]\n]\n", "[a, , b]\n", "{a b: c, d: }}\n",
                                         "[a b: c\n", "[- a]\n", "{a: |\n}\n", "[a]]\n",
                                         "a: {b: c\n"));
INSTANTIATE_TEST_SUITE_P(Indicators, RefusedYaml,
                         testing::Values("a: @b\n", "a: `b`\n", "a: %b\n", "a: *b\n", "a: ***\n",
                                         "a: & b\n", "a: |x\n", "a: |0\n", "a: >-+\n", "a: !b\n",
                                         "a: !!b c\n", "a: !b! c\n", "a: !<b c\n"));
INSTANTIATE_TEST_SUITE_P(Documents, RefusedYaml,
                         testing::Values("a: 1\n---\nb: 2\n", "---\n---\n", "%YAML 2.0\n---\na\n",
                                         "%YAML 1.1\n", "%YAML x\n---\na\n",
                                         "%YAML 1.1\n%YAML 1.1\n---\n",
                                         "%TAG !a! b\n%TAG !a! c\n---\na\n", "...\n",
                                         "a\n...\nb\n"));
INSTANTIATE_TEST_SUITE_P(Documents, AcceptedYaml,
                         testing::Values("", "# c\n", "---\n", "--- a\n", "a\n...\n",
                                         "---\na: 1\n...\n# c\n", "%YAML 1.2\n---\na: 1\n",
                                         "%FOO bar\n---\na\n",
                                         "%TAG ! tag:yaml.org,2002:\n---\n!int 1\n",
                                         "\xEF\xBB\xBF"
                                         "a: 1\n"));
INSTANTIATE_TEST_SUITE_P(Anchors, RefusedYaml,
                         testing::Values("a: *b\nb: &b 1\n", "[&a 1, &a 2]\n", "&a [&a 1]\n"));
INSTANTIATE_TEST_SUITE_P(Anchors, AcceptedYaml,
                         testing::Values("&a [*a]\n", "&a {b: *a}\n", "a: &x\nb: *x\n",
                                         "&a a: *a\n"));
INSTANTIATE_TEST_SUITE_P(
    Values, RefusedYaml,
    testing::Values("a: =\n", "a: <<\n", "- <<\n", "a: 2024-13-01\n", "a: 2024-02-30\n",
                    "a: 2024-01-01 25:00:00\n", "a: 0x_\n", "a: 0b_\n", "!!int ''\n", "!!int x\n",
                    "!!float x\n", "!!bool maybe\n", "!!timestamp x\n", "!!binary a\n",
                    "!!str [a]\n", "!!seq {}\n", "!!map []\n", "!!set [a]\n", "!!omap {a: 1}\n",
                    "!!omap [{a: 1, b: 2}]\n", "!!pairs [a]\n", "<<: 1\n", "<<: [1]\n", "<<:\n",
                    "!!python/none x\n", "2024-01-01T10:00:00+24:00\n", "! \".inf\\n\"\n"));
INSTANTIATE_TEST_SUITE_P(Bytes, RefusedYaml,
                         testing::Values("a: \x01\n"sv, "a: \0\n"sv, "# \x7F\n"sv, "a: \xFF\n"sv,
                                         "a: \xC3\n"sv, "\xC2\x80"sv, "\xED\xA0\x80"sv,
                                         "\xEF\xBF\xBF"sv, "\xF4\x90\x80\x80"sv, "\xC0\x80"sv,
                                         "\xFF\xFE\x61"sv, "\xFF\xFE\x00\xD8"sv));
INSTANTIATE_TEST_SUITE_P(Bytes, AcceptedYaml,
                         testing::Values("a: \xC2\x85\n"sv, "a: \xC2\xA0\n"sv,
                                         "a: \xF0\x9F\x98\x80\n"sv, "\xFF\xFE\x61\x00"sv,
                                         "\xFE\xFF\x00\x61"sv));

TEST(RefusedYaml, BoundsAKeyTo1024Characters) {
  EXPECT_TRUE(read_strict(std::string(1024, 'a') + ": 1\n").is_ok);
  EXPECT_FALSE(read_strict(std::string(1025, 'a') + ": 1\n").is_ok);
  std::string wide;
  for (int count = 0; count < 1024; ++count) wide += "\xC3\xA9";
  EXPECT_TRUE(read_strict(wide + ": 1\n").is_ok);
  EXPECT_FALSE(read_strict(wide + "\xC3\xA9: 1\n").is_ok);
}

TEST(RefusedYaml, BoundsTheDepth) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_TRUE(read_strict(nested(480)).is_ok);
  const YamlTree deep = read_strict(nested(10'000));
  ASSERT_FALSE(deep.problems.empty());
  EXPECT_EQ(deep.problems.front().kind, YamlProblem::Kind::limit);
}

TEST(RefusedYaml, BoundsWhatMergesBring) {
  std::string text = "a0: &a0 {x: 1, y: 2}\n";
  for (int level = 1; level < 40; ++level) {
    const std::string below = "*a" + std::to_string(level - 1);
    text += "a" + std::to_string(level) + ": &a" + std::to_string(level) + " {<<: [" + below +
            ", " + below + "]}\n";
  }
  const YamlTree tree = read_strict(text);
  ASSERT_FALSE(tree.problems.empty());
  EXPECT_EQ(tree.problems.front().kind, YamlProblem::Kind::limit);
}

TEST(RefusedYaml, NamesTheKindOfTheProblem) {
  const auto kind = [](std::string_view text) { return read_strict(text).problems.at(0).kind; };
  EXPECT_EQ(kind("a: [\n"), YamlProblem::Kind::syntax);
  EXPECT_EQ(kind("a: \xFF\n"), YamlProblem::Kind::encoding);
  EXPECT_EQ(kind("a: =\n"), YamlProblem::Kind::value);
  EXPECT_EQ(kind("[&a 1, &a 2]\n"), YamlProblem::Kind::duplicate_anchor);
}

TEST(RefusedYaml, KeepsTextsOutOfMessages) {
  for (const std::string_view text : {"password: *secret\n", "password: !secret\n",
                                      "password: &secret &secret\n", "password: secret: x\n"}) {
    for (const YamlProblem& problem : read_strict(text).problems)
      EXPECT_EQ(problem.message.find("secret"), std::string::npos) << problem.message;
  }
}

}  // namespace
}  // namespace patrol
