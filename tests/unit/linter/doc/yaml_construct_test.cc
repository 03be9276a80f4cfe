// Merge keys, duplicate keys and tags of collections.
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "tests/support/yaml_builder.h"

namespace patrol {
namespace {

TEST(ConstructYaml, LetsTheFirstOfSeveralMergesWin) {
  EXPECT_EQ(strict_value("x: &x {a: 1}\ny: &y {a: 2, b: 3}\nz: {<<: [*x, *y]}\n"),
            "{\"x\":{\"a\":1},\"y\":{\"a\":2,\"b\":3},\"z\":{\"a\":1,\"b\":3}}");
}

TEST(ConstructYaml, LetsTheLastOfTwoMergeKeysWin) {
  EXPECT_EQ(strict_value("x: &x {a: 1}\ny: &y {a: 2}\nz:\n  <<: *x\n  <<: *y\n"),
            "{\"x\":{\"a\":1},\"y\":{\"a\":2},\"z\":{\"a\":2}}");
}

TEST(ConstructYaml, MergesThroughMerges) {
  EXPECT_EQ(strict_value("x: &x {a: 1}\ny: &y {<<: *x, b: 2}\nz: {<<: *y}\n"),
            "{\"x\":{\"a\":1},\"y\":{\"a\":1,\"b\":2},\"z\":{\"a\":1,\"b\":2}}");
}

TEST(ConstructYaml, ReadsAMappingThatMergesItself) {
  EXPECT_EQ(strict_value("&a\nb: 1\n<<: *a\n"), "{\"b\":1}");
}

TEST(ConstructYaml, TakesAQuotedMergeKeyForText) {
  EXPECT_EQ(strict_value("'<<': 1\n"), "{\"<<\":1}");
}

TEST(ConstructYaml, KeepsWhereMergedEntriesWereWritten) {
  constexpr std::string_view text = "x: &x {a: 1}\ny: {<<: *x}\n";
  const YamlTree tree = read_strict(text);
  const Value merged = Value(tree, tree.root).at("y.a");
  EXPECT_EQ(merged.path(), "x.a");
  EXPECT_EQ(source_at(text, merged.span()), "1");
}

TEST(ConstructYaml, MarksOverriddenMergedEntries) {
  const YamlTree tree = read_strict("x: &x {a: 1}\ny: {<<: *x, a: 2}\n");
  const auto members = Value(tree, tree.root)["y"].all_members();
  ASSERT_EQ(members.size(), 2U);
  EXPECT_TRUE(members[0].is_merged && members[0].is_overridden);
  EXPECT_FALSE(members[1].is_merged || members[1].is_overridden);
}

TEST(ConstructYaml, SharesTheNodeOfAnAlias) {
  const YamlTree tree = read_strict("a: &x [1]\nb: *x\n");
  const Value root(tree, tree.root);
  EXPECT_EQ(root["a"].id(), root["b"].id());
  EXPECT_EQ(root["b"].path(), "a");
}

TEST(ConstructYaml, TakesEqualNumbersForOneKey) {
  EXPECT_EQ(strict_value("{1: a, 1.0: b, true: c, 0x1: d}"), "{\"1\":\"d\"}");
  EXPECT_EQ(strict_value("{0: a, -0.0: b, false: c}"), "{\"0\":\"c\"}");
  EXPECT_EQ(strict_value("{1e3: a, 1000: b}"), "{\"1e3\":\"a\",\"1000\":\"b\"}");
  EXPECT_EQ(strict_value("{18446744073709551616: a, 1.8446744073709552e+19: b}"),
            "{\"18446744073709551616\":\"b\"}");
}

TEST(ConstructYaml, ComparesTimesAsInstants) {
  EXPECT_EQ(strict_value("{2024-01-01 10:00:00Z: a, 2024-01-01 12:00:00+02:00: b}"),
            "{\"2024-01-01 10:00:00+00:00\":\"b\"}");
  EXPECT_EQ(strict_value("{2024-01-01: a, 2024-01-01 00:00:00: b}"),
            "{\"2024-01-01\":\"a\",\"2024-01-01 00:00:00\":\"b\"}");
}

TEST(ConstructYaml, FindsDuplicatesInLargeMappings) {
  std::string text;
  for (int key = 0; key < 40; ++key) text += "k" + std::to_string(key) + ": 1\n";
  text += "k7: 2\n1: a\ntrue: b\n";
  const YamlTree tree = read_strict(text);
  const Value root(tree, tree.root);
  EXPECT_EQ(root.members().size(), 41U);
  EXPECT_TRUE(root.all_members()[7].is_overridden);
  EXPECT_EQ(root["k7"].integer(), 2);
}

TEST(ConstructYaml, MakesPairsOfAnOrderedMap) {
  const YamlTree tree = read_strict("!!omap [{a: 1}, {b: 2}]\n");
  const Value root(tree, tree.root);
  ASSERT_EQ(root.items().size(), 2U);
  EXPECT_EQ(root.items()[1].items()[0].text(), "b");
}

TEST(ConstructYaml, MakesASetOfItsKeys) {
  const YamlTree tree = read_strict("!!set {a, b, a}\n");
  EXPECT_EQ(Value(tree, tree.root).python_type(), "set");
  EXPECT_EQ(Value(tree, tree.root).items().size(), 2U);
}

TEST(ConstructYaml, KeepsTheRestAfterARefusedValue) {
  const YamlTree tree = read_strict("a: 2024-13-01\nb: =\nc: 1\n");
  EXPECT_FALSE(tree.is_ok);
  EXPECT_EQ(tree.problems.size(), 2U);
  EXPECT_EQ(Value(tree, tree.root)["c"].integer(), 1);
}

TEST(ConstructYaml, PointsAtATagThatIsNotKnown) {
  constexpr std::string_view text = "a: !vault secret\n";
  const YamlTree tree = read_strict(text);
  ASSERT_EQ(tree.problems.size(), 1U);
  EXPECT_EQ(source_at(text, tree.problems[0].at), "!vault");
  EXPECT_TRUE(Value(tree, tree.root)["a"].is_opaque());
}

}  // namespace
}  // namespace patrol
