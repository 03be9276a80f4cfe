// What a rule can ask of a value.
#include "linter/doc/node.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "tests/support/yaml_builder.h"

namespace patrol {
namespace {

TEST(Value, IsMissingWithoutATree) {
  const Value missing;
  EXPECT_FALSE(missing);
  EXPECT_TRUE(missing.is_null());
  EXPECT_FALSE(missing["a"] || missing.at("a.b") || missing.key() || missing.parent());
  EXPECT_TRUE(missing.members().empty() && missing.items().empty());
  EXPECT_EQ(missing.path(), "");
  EXPECT_FALSE(missing.is_scalar());
}

TEST(Value, TellsAWrittenNullFromAMissingValue) {
  const YamlTree tree = read_strict("a:\n");
  EXPECT_TRUE(Value(tree, tree.root)["a"]);
  EXPECT_FALSE(Value(tree, tree.root)["b"]);
  EXPECT_FALSE(Value(tree, tree.root)["a"]["b"]);
}

TEST(Value, GivesTheLastOfEqualKeys) {
  const YamlTree tree = read_strict("a: 1\na: 2\n");
  EXPECT_EQ(Value(tree, tree.root)["a"].integer(), 2);
}

TEST(Value, LooksUpTextKeysOnly) {
  const YamlTree tree = read_strict("on: 1\n'on': 2\n");
  EXPECT_EQ(Value(tree, tree.root)["on"].integer(), 2);
  EXPECT_FALSE(Value(tree, tree.root)["True"]);
}

TEST(Value, ShowsValuesAsPythonDoes) {
  const YamlTree tree = read_strict("[on, 010, 1.10, ~, 'x', 2024-01-01, !!binary AA==]");
  std::string all;
  for (const Value& item : Value(tree, tree.root).items())
    all += std::string(item.python_type()) + " " + item.python_str() + "\n";
  EXPECT_EQ(all,
            "bool True\nint 8\nfloat 1.1\nNoneType None\nstr x\ndate 2024-01-01\n"
            "bytes b'\\x00'\n");
}

TEST(Value, KeepsTheTextOfAScalar) {
  const YamlTree tree = read_strict("[on, 010, 0x1F]");
  const auto items = Value(tree, tree.root).items();
  EXPECT_EQ(items[0].text(), "on");
  EXPECT_EQ(items[1].text(), "010");
  EXPECT_EQ(items[2].integer(), 31);
}

TEST(Value, GivesNoIntegerForABigOne) {
  const YamlTree tree = read_strict("0xFFFFFFFFFFFFFFFFFFFF");
  const Value big(tree, tree.root);
  EXPECT_TRUE(big.is_integer());
  EXPECT_FALSE(big.integer());
  EXPECT_EQ(big.python_str(), "1208925819614629174706175");
}

TEST(Value, FindsPartsOfASlice) {
  constexpr std::string_view text = "hosts: a:1, b:2\n";
  const YamlTree tree = read_strict(text);
  EXPECT_EQ(source_at(text, Value(tree, tree.root)["hosts"].part(5, 8)), "b:2");
}

TEST(Value, FindsPartsBehindEscapes) {
  constexpr std::string_view text = "a: \"x\\ty\\u00e9z\"\n";
  const YamlTree tree = read_strict(text);
  const Value value = Value(tree, tree.root)["a"];
  EXPECT_EQ(source_at(text, value.part(0, 1)), "x");
  EXPECT_EQ(source_at(text, value.part(1, 2)), "\\t");
  EXPECT_EQ(source_at(text, value.part(2, 3)), "y");
  EXPECT_EQ(source_at(text, value.part(3, 5)), "\\u00e9");
  EXPECT_EQ(source_at(text, value.part(5, 6)), "z");
}

TEST(Value, FindsPartsBehindDoubledQuotesAndFolds) {
  constexpr std::string_view text = "a: 'it''s\n   so'\n";
  const YamlTree tree = read_strict(text);
  const Value value = Value(tree, tree.root)["a"];
  EXPECT_EQ(value.text(), "it's so");
  EXPECT_EQ(source_at(text, value.part(3, 4)), "s");
  EXPECT_EQ(source_at(text, value.part(5, 7)), "so");
  EXPECT_EQ(source_at(text, value.part(3, 7)), "s\n   so");
}

TEST(Value, FindsPartsOfFoldedPlainText) {
  constexpr std::string_view text = "a: one\n   two\n";
  const YamlTree tree = read_strict(text);
  const Value value = Value(tree, tree.root)["a"];
  EXPECT_EQ(value.text(), "one two");
  EXPECT_EQ(source_at(text, value.part(4, 7)), "two");
}

TEST(Value, GivesTheWholeScalarWhereNothingIsKnown) {
  constexpr std::string_view text = "a: !!binary aGk=\n";
  const YamlTree tree = read_strict(text);
  EXPECT_EQ(source_at(text, Value(tree, tree.root)["a"].part(0, 1)), "aGk=");
}

TEST(Value, BoundsThePathOfACycle) {
  const YamlTree tree = read_strict("&a [*a]\n");
  const Value root(tree, tree.root);
  EXPECT_EQ(root.items()[0].id(), root.id());
  EXPECT_EQ(root.path(), "");
}

TEST(Value, TellsPlainFromQuoted) {
  const YamlTree tree = read_strict("[a, 'b', \"c\"]");
  const auto items = Value(tree, tree.root).items();
  EXPECT_TRUE(items[0].is_plain());
  EXPECT_FALSE(items[1].is_plain() || items[2].is_plain());
}

TEST(Value, FindsTheLastOfEqualKeysInALargeMapping) {
  std::string text = "1: number\n";
  for (int key = 0; key < 200; ++key)
    text += "k" + std::to_string(key % 150) + ": " + std::to_string(key) + "\n";
  const YamlTree tree = read_strict(text);
  const Value root(tree, tree.root);
  EXPECT_EQ(root["k0"].integer(), 150);
  EXPECT_EQ(root["k49"].integer(), 199);
  EXPECT_EQ(root["k50"].integer(), 50);
  EXPECT_EQ(root["k149"].integer(), 149);
  EXPECT_FALSE(root["k150"] || root["1"] || root[""] || root["a"] || root["z"]);
}

}  // namespace
}  // namespace patrol
