// Equality of written values.
#include "linter/model/same_value.h"

#include <gtest/gtest.h>

#include "linter/base/source.h"
#include "linter/doc/yaml.h"

namespace patrol {
namespace {

bool same(const std::string& left, const std::string& right) {
  SourceSet sources;
  const FileId file = sources.add("a.yml", "left: " + left + "\nright: " + right + "\n");
  const YamlTree tree = read_yaml(file, sources.text(file), YamlMode::tolerant);
  const Value root(tree, tree.root);
  return is_same_value(root["left"], root["right"]);
}

TEST(SameValue, ComparesSwitchesByMeaning) {
  EXPECT_TRUE(same("'on'", "true"));
  EXPECT_TRUE(same("off", "'no'"));
  EXPECT_FALSE(same("on", "off"));
}

TEST(SameValue, ComparesNumbersByValueAndTextByLetters) {
  EXPECT_TRUE(same("100", "'100'"));
  EXPECT_TRUE(same("'+100'", "100"));
  EXPECT_FALSE(same("'0100'", "100"));
  EXPECT_FALSE(same("100", "101"));
  EXPECT_FALSE(same("1GB", "1024MB"));
}

TEST(SameValue, IgnoresTheOrderOfKeysButNotOfItems) {
  EXPECT_TRUE(same("{a: 1, b: 2}", "{b: 2, a: 1}"));
  EXPECT_FALSE(same("{a: 1}", "{a: 1, b: 2}"));
  EXPECT_FALSE(same("[a, b]", "[b, a]"));
  EXPECT_TRUE(same("[a, {b: on}]", "[a, {b: 'on'}]"));
}

TEST(SameValue, TellsShapesApart) {
  EXPECT_FALSE(same("[a]", "a"));
  EXPECT_FALSE(same("{a: 1}", "[a]"));
}

TEST(SameValue, EndsOnAValueThatHoldsItself) {
  EXPECT_TRUE(same("&a [*a]", "&b [*b]"));
}

}  // namespace
}  // namespace patrol
