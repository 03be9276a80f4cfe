// The tree that a text becomes: values, spans, order.
#include "linter/doc/yaml.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "linter/render/dump_yaml.h"
#include "tests/support/yaml_builder.h"

namespace patrol {
namespace {

TEST(ReadYaml, FindsValuesByDottedPath) {
  const YamlTree tree = read_strict("bootstrap:\n  dcs:\n    ttl: 30\n");
  const Value ttl = Value(tree, tree.root).at("bootstrap.dcs.ttl");
  ASSERT_TRUE(ttl);
  EXPECT_EQ(ttl.integer(), 30);
  EXPECT_EQ(ttl.path(), "bootstrap.dcs.ttl");
  EXPECT_EQ(ttl.key().text(), "ttl");
  EXPECT_EQ(ttl.parent().path(), "bootstrap.dcs");
}

TEST(ReadYaml, CountsListItemsInPaths) {
  const YamlTree tree = read_strict("postgresql:\n  pg_hba:\n  - a\n  - b\n");
  const Value list = Value(tree, tree.root).at("postgresql.pg_hba");
  ASSERT_EQ(list.items().size(), 2U);
  EXPECT_EQ(list.items()[1].path(), "postgresql.pg_hba[1]");
}

TEST(ReadYaml, EndsPlainScalarsAtTheirLastByte) {
  constexpr std::string_view text = "a: b c   # remark\n";
  const YamlTree tree = read_strict(text);
  const Value value = Value(tree, tree.root)["a"];
  EXPECT_EQ(source_at(text, value.span()), "b c");
  EXPECT_EQ(source_at(text, value.key_span()), "a");
}

TEST(ReadYaml, CountsQuotesToTheSpan) {
  constexpr std::string_view text = "a: 'x y'\n";
  const YamlTree tree = read_strict(text);
  const Value value = Value(tree, tree.root)["a"];
  EXPECT_EQ(source_at(text, value.span()), "'x y'");
  EXPECT_EQ(source_at(text, value.part(2, 3)), "y");
}

TEST(ReadYaml, PutsEmptyValuesBehindTheColon) {
  const YamlTree tree = read_strict("a:\nb: 1\n");
  const Value value = Value(tree, tree.root)["a"];
  ASSERT_TRUE(value);
  EXPECT_TRUE(value.is_null());
  EXPECT_EQ(value.span(), (Span{FileId{0}, 2, 2}));
}

TEST(ReadYaml, EndsBlockScalarsAtTheirLastLine) {
  constexpr std::string_view text = "a: |\n  x\n  y\n\nb: 1\n";
  const YamlTree tree = read_strict(text);
  const Value value = Value(tree, tree.root)["a"];
  EXPECT_EQ(value.text(), "x\ny\n");
  EXPECT_EQ(source_at(text, value.span()), "|\n  x\n  y");
  EXPECT_EQ(source_at(text, value.part(2, 3)), "y");
}

TEST(ReadYaml, KeepsDuplicatesAndLetsTheLastWin) {
  const YamlTree tree = read_strict("a: 1\nb: 2\na: 3\n");
  const Value root(tree, tree.root);
  EXPECT_EQ(root["a"].integer(), 3);
  EXPECT_EQ(root.members().size(), 2U);
  ASSERT_EQ(root.all_members().size(), 3U);
  EXPECT_TRUE(root.all_members()[0].is_overridden);
}

TEST(ReadYaml, TakesEqualPythonKeysForDuplicates) {
  const YamlTree tree = read_strict("on: 1\n1: a\n1.0: b\n'1': c\n");
  EXPECT_EQ(Value(tree, tree.root).members().size(), 2U);
  EXPECT_EQ(dump_yaml(tree, {}), "{\"ok\":true,\"value\":{\"True\":\"b\",\"1\":\"c\"}}\n");
}

TEST(ReadYaml, LetsExplicitKeysWinOverMergedOnes) {
  const YamlTree tree = read_strict("x: &x {a: 1, b: 2}\ny:\n  b: 3\n  <<: *x\n");
  const Value merged = Value(tree, tree.root)["y"];
  EXPECT_EQ(merged["a"].integer(), 1);
  EXPECT_EQ(merged["b"].integer(), 3);
  ASSERT_EQ(merged.members().size(), 2U);
  EXPECT_TRUE(merged.members()[0].is_merged);
}

TEST(ReadYaml, ReadsScalarsAsPythonDoes) {
  const YamlTree tree =
      read_strict("[on, y, 010, 08, 1_000, 10:20, 1e5, 1.0e+5, ~, 2024-01-01, .inf]");
  EXPECT_EQ(dump_yaml(tree, {}),
            "{\"ok\":true,\"value\":[true,\"y\",8,\"08\",1000,620,\"1e5\",\"100000.0\",null,"
            "\"2024-01-01\",\"inf\"]}\n");
}

TEST(ReadYaml, KeepsWhatStoodBeforeAnError) {
  const YamlTree tree = read_strict("a: 1\nb: {c: 2\n");
  EXPECT_FALSE(tree.is_ok);
  EXPECT_EQ(Value(tree, tree.root)["a"].integer(), 1);
  EXPECT_EQ(Value(tree, tree.root).at("b.c").integer(), 2);
}

TEST(ReadYaml, GivesAnEmptyTreeForAnEmptyText) {
  const YamlTree tree = read_strict("# nothing\n");
  EXPECT_TRUE(tree.is_ok);
  EXPECT_EQ(tree.root, no_node);
  EXPECT_EQ(dump_yaml(tree, {}), "{\"ok\":true,\"value\":null}\n");
}

}  // namespace
}  // namespace patrol
