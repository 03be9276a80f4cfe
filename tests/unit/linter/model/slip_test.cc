// Text where a section was meant.
#include "linter/model/slip.h"

#include <gtest/gtest.h>

#include "linter/base/source.h"
#include "linter/doc/yaml.h"

namespace patrol {
namespace {

Slip slip(const std::string& text) {
  SourceSet sources;
  const FileId file = sources.add("a.yml", "key:\n  " + text + "\n");
  const YamlTree tree = read_yaml(file, sources.text(file), YamlMode::tolerant);
  return slip_of(Value(tree, tree.root)["key"]);
}

TEST(SlipOf, KnowsTheLanguageOfPostgresqlConf) {
  EXPECT_EQ(slip("max_connections = 200"), Slip::equals);
  EXPECT_EQ(slip("listen_addresses='*'"), Slip::equals);
}

TEST(SlipOf, KnowsMissingBlanks) {
  EXPECT_EQ(slip("ttl:30"), Slip::blank_missing);
  EXPECT_EQ(slip("-local all all peer"), Slip::dash_glued);
}

TEST(SlipOf, LeavesOtherTextAlone) {
  EXPECT_EQ(slip("10.0.0.1:5432"), Slip::none);
  EXPECT_EQ(slip("'a=b'"), Slip::none);
  EXPECT_EQ(slip("basebackup"), Slip::none);
}

TEST(GluedKey, IsAWordThatSwallowedItsValue) {
  SourceSet sources;
  const FileId file = sources.add("a.yml", "{ttl:30, b: 1, 'a:1', c: null}");
  const YamlTree tree = read_yaml(file, sources.text(file), YamlMode::tolerant);
  const Value root(tree, tree.root);
  EXPECT_TRUE(is_glued_key(root["ttl:30"]));
  EXPECT_FALSE(is_glued_key(root["a:1"]));
  EXPECT_FALSE(is_glued_key(root["c"]));
}

}  // namespace
}  // namespace patrol
