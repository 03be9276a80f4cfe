// Templates and broken texts: what is still read, and what is said about the rest.
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "tests/support/yaml_builder.h"

namespace patrol {
namespace {

std::size_t count_of(const YamlTree& tree, YamlProblem::Kind kind) {
  std::size_t count = 0;
  for (const YamlProblem& problem : tree.problems) count += problem.kind == kind ? 1 : 0;
  return count;
}

TEST(TolerantYaml, TakesPlaceholdersForUnknownValues) {
  const YamlTree tree = read_tolerant(
      "a: {{ x }}\nb: \"{{ y }}:5\"\nc: ${V}\nd: $V\ne: %HOST%\nf: @HOST@\ng: <your-ip>:8008\n"
      "h: %(NAME)s\ni: __NAME__\nj: {{ a }}:{{ b: c }}\nk: {% if x %}1{% endif %}\n");
  EXPECT_TRUE(tree.is_ok);
  EXPECT_TRUE(tree.problems.empty());
  const Value root(tree, tree.root);
  ASSERT_EQ(root.members().size(), 11U);
  for (const auto& member : root.members())
    EXPECT_TRUE(member.value.is_opaque()) << member.key.text();
  EXPECT_EQ(root["j"].text(), "{{ a }}:{{ b: c }}");
}

TEST(TolerantYaml, LeavesOrdinaryTextsAlone) {
  constexpr std::string_view text =
      "format: '%(asctime)s %p %q%u@%d'\ncommand: cp %p \"$HOME/%f\"\nmail: a@b@c\n"
      "empty: {}\nnested: {a: {b: 1}}\nless: a < b > c\n";
  EXPECT_EQ(tolerant_value(text), strict_value(text));
  const YamlTree tree = read_tolerant(text);
  for (const auto& member : Value(tree, tree.root).members())
    EXPECT_FALSE(member.value.is_opaque()) << member.key.text();
}

TEST(TolerantYaml, ReadsPlaceholdersInBracketsAndKeys) {
  const YamlTree tree = read_tolerant("a: [${X}, {{ y }}, 1]\n{{ key }}: 2\n${K}: 3\n");
  EXPECT_TRUE(tree.is_ok);
  const Value root(tree, tree.root);
  ASSERT_EQ(root["a"].items().size(), 3U);
  EXPECT_TRUE(root["a"].items()[1].is_opaque());
  EXPECT_TRUE(root.members()[1].key.is_opaque());
}

TEST(TolerantYaml, StepsOverTemplateLines) {
  constexpr std::string_view text =
      "a: 1\n{% if x: 1 %}\nb:\n  {# remark\n  of two lines #}\n  c: 2\n{% endif %}\n{{ macro() "
      "}}\n"
      "<% if y %>\nd: 3\n@SECTION@\n";
  const YamlTree tree = read_tolerant(text);
  EXPECT_TRUE(tree.is_ok);
  EXPECT_EQ(tree.template_lines.size(), 6U);
  ASSERT_EQ(tree.problems.size(), 1U);
  EXPECT_EQ(tree.problems[0].kind, YamlProblem::Kind::template_line);
  EXPECT_EQ(tree.problems[0].message, "6 template lines were stepped over");
  EXPECT_EQ(source_at(text, tree.problems[0].at), "{% if x: 1 %}");
  EXPECT_EQ(Value(tree, tree.root).at("b.c").integer(), 2);
  EXPECT_EQ(Value(tree, tree.root)["d"].integer(), 3);
}

TEST(TolerantYaml, TakesAnEmptyValueBeforeATemplateLineForUnknown) {
  const YamlTree tree = read_tolerant("a:  # remark\n  {{ macro() }}\nb:\n");
  EXPECT_TRUE(Value(tree, tree.root)["a"].is_opaque());
  EXPECT_TRUE(Value(tree, tree.root)["b"].is_null());
}

TEST(TolerantYaml, TakesKeysInBranchesForDifferentOnes) {
  const YamlTree tree =
      read_tolerant("{% if x %}\na: 1\n{% else %}\na: 2\n{% endif %}\nb: 1\nb: 2\n");
  const auto members = Value(tree, tree.root).all_members();
  ASSERT_EQ(members.size(), 4U);
  EXPECT_FALSE(members[0].is_overridden);
  EXPECT_TRUE(members[2].is_overridden);
}

TEST(TolerantYaml, AcceptsABranchThatDoesNotFit) {
  const YamlTree tree =
      read_tolerant("a:\n{% if x %}\n  b: 1\n{% else %}\n  - c\n{% endif %}\nd: 2\n");
  EXPECT_TRUE(tree.is_ok);
  EXPECT_EQ(Value(tree, tree.root)["d"].integer(), 2);
}

TEST(TolerantYaml, ReadsWhatPyYamlReadsDespiteItsMarks) {
  constexpr std::string_view text = "some words\n  {% if x %}\n  more: no\n";
  constexpr std::string_view fine = "some words\n  {% if x %}\n  more\n";
  EXPECT_EQ(tolerant_value(fine), strict_value(fine));
  EXPECT_FALSE(read_strict(text).is_ok);
}

TEST(TolerantYaml, StepsOverACodeFence) {
  constexpr std::string_view text = "```yaml\na: 1\nb: 2\n```\nThe rest: is: prose\n";
  const YamlTree tree = read_tolerant(text);
  EXPECT_TRUE(tree.is_ok);
  ASSERT_EQ(tree.problems.size(), 1U);
  EXPECT_EQ(tree.problems[0].kind, YamlProblem::Kind::code_fence);
  EXPECT_EQ(source_at(text, Value(tree, tree.root)["b"].span()), "2");
  EXPECT_EQ(Value(tree, tree.root).members().size(), 2U);
}

TEST(TolerantYaml, GoesOnBehindALineWithoutAColon) {
  constexpr std::string_view text = "a: 1\nname value\nb:\n  c d\n  e: 2\nf\n  g: 3\nh: 4\n";
  const YamlTree tree = read_tolerant(text);
  EXPECT_FALSE(tree.is_ok);
  ASSERT_EQ(tree.problems.size(), 3U);
  EXPECT_EQ(source_at(text, tree.problems[0].at), "name value");
  EXPECT_EQ(source_at(text, tree.problems[1].at), "c d");
  EXPECT_EQ(source_at(text, tree.problems[2].at), "f");
  EXPECT_EQ(Value(tree, tree.root).at("b.e").integer(), 2);
  EXPECT_EQ(Value(tree, tree.root)["h"].integer(), 4);
}

TEST(TolerantYaml, GoesOnBehindWrongIndentation) {
  const YamlTree tree =
      read_tolerant("a:\n  b: 1\n    c: 2\n    d: 3\n  e: 4\nf:\n    g: 5\n  h: 6\n  i: 7\nj: 8\n");
  EXPECT_EQ(count_of(tree, YamlProblem::Kind::syntax), 2U);
  const Value root(tree, tree.root);
  EXPECT_EQ(root.at("a.b").integer(), 1);
  EXPECT_EQ(root.at("a.e").integer(), 4);
  EXPECT_EQ(root.at("f.g").integer(), 5);
  EXPECT_EQ(root["j"].integer(), 8);
}

TEST(TolerantYaml, ReadsTabsAsBlanks) {
  constexpr std::string_view text = "a:\n\tb: 1\n\tc:\n\t\td: 2\ne:\t3\nf:\n- x\ty\n";
  const YamlTree tree = read_tolerant(text);
  ASSERT_EQ(tree.problems.size(), 1U);
  EXPECT_EQ(tree.problems[0].message,
            "tab used as indentation; YAML allows only spaces (5 lines with tabs)");
  const Value root(tree, tree.root);
  EXPECT_EQ(root.at("a.c.d").integer(), 2);
  EXPECT_EQ(root["e"].integer(), 3);
  EXPECT_TRUE(root["f"].items()[0].is_opaque());
}

TEST(TolerantYaml, KeepsTheLinesBehindAnUnclosedQuoteOrBracket) {
  for (const std::string_view line : {"a: \"x", "a: 'x", "a: [x, y", "a: {b: c", "a: x: y", "a: @x",
                                      "a: *****", "a: - x", "a: |x", "a: \"\\d\"", "a: [x] y"}) {
    const std::string text = std::string(line) + "\nb: \"z\"\nc:\n  d: 1\n";
    const YamlTree tree = read_tolerant(text);
    const Value root(tree, tree.root);
    EXPECT_FALSE(tree.is_ok) << line;
    EXPECT_EQ(root["b"].text(), "z") << line;
    EXPECT_EQ(root.at("c.d").integer(), 1) << line;
    EXPECT_TRUE(!root["a"] || root["a"].is_opaque()) << line;
  }
}

TEST(TolerantYaml, KeepsWhatStoodBeforeAFaultInJson) {
  const YamlTree tree = read_tolerant("{\"a\": 1,\n \"b\": {\"c\": 2}\n \"d\": 3}\n");
  EXPECT_FALSE(tree.is_ok);
  EXPECT_EQ(Value(tree, tree.root).at("b.c").integer(), 2);
}

TEST(TolerantYaml, ReadsAroundBrokenBytes) {
  const YamlTree tree = read_tolerant("a: \xFFx\nb: \x01\nc: 1\n");
  ASSERT_EQ(tree.problems.size(), 1U);
  EXPECT_EQ(tree.problems[0].message, "bytes that are not UTF-8 (2 places)");
  EXPECT_TRUE(Value(tree, tree.root)["a"].is_opaque());
  EXPECT_EQ(Value(tree, tree.root)["c"].integer(), 1);
}

TEST(TolerantYaml, DoesNotReadBinaryFiles) {
  const YamlTree tree = read_tolerant(std::string(2000, '\0'));
  EXPECT_EQ(tree.problems.size(), 1U);
  EXPECT_EQ(tree.root, no_node);
}

TEST(TolerantYaml, ReportsRefusedValuesOnce) {
  const YamlTree tree = read_tolerant("a: 2024-13-01\nb c\nd: 1\n");
  EXPECT_EQ(count_of(tree, YamlProblem::Kind::value), 1U);
  EXPECT_EQ(count_of(tree, YamlProblem::Kind::syntax), 1U);
}

TEST(TolerantYaml, StopsRepairingSomeTime) {
  std::string text;
  for (int line = 0; line < 500; ++line) text += "a: *\n";
  const YamlTree tree = read_tolerant(text);
  EXPECT_LE(tree.problems.size(), 100U);
  EXPECT_EQ(span_fault(tree, text), "");
}

}  // namespace
}  // namespace patrol
