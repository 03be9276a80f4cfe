// What Python and Patroni make of values.
#include "linter/model/python.h"

#include <gtest/gtest.h>

#include "linter/base/source.h"
#include "linter/doc/yaml.h"

namespace patrol {
namespace {

/// A value written behind a key, in a tree that lives as long as the reading.
struct Written {
  explicit Written(std::string text)
      : file(sources.add("a.yml", "key: " + text)),
        tree(read_yaml(file, sources.text(file), YamlMode::tolerant)) {}
  [[nodiscard]] Value value() const { return Value(tree, tree.root)["key"]; }
  SourceSet sources;
  FileId file;
  YamlTree tree;
};

std::optional<bool> truth(std::string text) {
  const Written written(std::move(text));
  return python_truth(written.value());
}

std::optional<long long> number(std::string text) {
  const Written written(std::move(text));
  return python_int(written.value());
}

TEST(PythonTruth, TakesEveryTextThatIsNotEmptyForTrue) {
  EXPECT_EQ(truth("'false'"), true);
  EXPECT_EQ(truth("'no'"), true);
  EXPECT_EQ(truth("''"), false);
}

TEST(PythonTruth, FollowsNumbersAndCollections) {
  EXPECT_EQ(truth("0"), false);
  EXPECT_EQ(truth("0.5"), true);
  EXPECT_EQ(truth("[]"), false);
  EXPECT_EQ(truth("{a: 1}"), true);
  EXPECT_EQ(truth("~"), false);
}

TEST(PythonTruth, SaysNothingAboutPlaceholders) {
  YamlTree tree;
  tree.nodes.emplace_back().kind = NodeKind::opaque;
  EXPECT_EQ(python_truth(Value(tree, 0)), std::nullopt);
  EXPECT_EQ(python_truth(Value()), std::nullopt);
}

TEST(PythonInt, ReadsWhatIntReads) {
  EXPECT_EQ(number("30"), 30);
  EXPECT_EQ(number("' 30 '"), 30);
  EXPECT_EQ(number("'1_000'"), 1000);
  EXPECT_EQ(number("30.9"), 30);
  EXPECT_EQ(number("true"), 1);
}

TEST(PythonInt, SaysNothingWhereIntRaises) {
  EXPECT_EQ(number("30s"), std::nullopt);
  EXPECT_EQ(number("'1__0'"), std::nullopt);
  EXPECT_EQ(number("'_1'"), std::nullopt);
  EXPECT_EQ(number("~"), std::nullopt);
  EXPECT_EQ(number(".inf"), std::nullopt);
  EXPECT_EQ(number("[1]"), std::nullopt);
}

TEST(PatroniBool, KnowsEightWordsInAnyCase) {
  EXPECT_EQ(patroni_bool("On"), true);
  EXPECT_EQ(patroni_bool("NO"), false);
  EXPECT_EQ(patroni_bool("y"), std::nullopt);
  EXPECT_EQ(patroni_bool("enabled"), std::nullopt);
}

TEST(PatroniBool, ReadsValuesAsTheirText) {
  const Written on("yes");
  EXPECT_EQ(patroni_bool(on.value()), true);
  const Written zero("0");
  EXPECT_EQ(patroni_bool(zero.value()), false);
  const Written list("[on]");
  EXPECT_EQ(patroni_bool(list.value()), std::nullopt);
}

}  // namespace
}  // namespace patrol
