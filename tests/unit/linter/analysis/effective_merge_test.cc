// Several documents made one, as Patroni does it.
#include "linter/analysis/effective_merge.h"

#include <gtest/gtest.h>

#include "linter/doc/yaml.h"
#include "linter/model/python.h"

namespace patrol {
namespace {

struct Texts {
  SourceSet sources;
  std::deque<YamlTree> trees;
  MergedDocuments merged;

  explicit Texts(const std::vector<std::string>& texts) {
    std::vector<Value> roots;
    for (const std::string& text : texts) {
      const FileId file = sources.add("f.yml", text);
      trees.push_back(read_yaml(file, sources.text(file), YamlMode::strict));
      roots.emplace_back(trees.back(), trees.back().root);
    }
    merged = merge_documents(roots);
  }
  [[nodiscard]] std::string text() const {
    return python_text(Value(*merged.tree, merged.tree->root));
  }
};

TEST(MergeDocuments, GoesIntoMappingsAndReplacesLists) {
  const Texts texts({"a: {b: 1, c: [1, 2]}\nd: x", "a: {c: [3]}\ne: {f: null}"});
  EXPECT_EQ(texts.text(), "{'a': {'b': 1, 'c': [3]}, 'd': 'x', 'e': {'f': None}}");
  ASSERT_EQ(texts.merged.losses.size(), 1U);
  EXPECT_EQ(texts.merged.losses.front().path, "a.c");
}

TEST(MergeDocuments, LetsANullTakeAKeyAway) {
  const Texts texts({"a: {b: 1, c: 2}\nd:\n", "a: {b: null}"});
  EXPECT_EQ(texts.text(), "{'a': {'c': 2}}");
  EXPECT_EQ(texts.merged.losses.front().rule, LossRule::nulled);
}

TEST(MergeDocuments, KeepsTheEarlierOfEqualTexts) {
  const Texts texts({"a: 10", "a: '10'"});
  EXPECT_EQ(texts.text(), "{'a': 10}");
}

TEST(MergeDocuments, RemembersWhereEveryValueStands) {
  const Texts texts({"a: 1\n", "b:\n  c: 2\n"});
  const Value value = Value(*texts.merged.tree, texts.merged.tree->root).at("b.c");
  EXPECT_EQ(texts.sources.line_number(value.span().file, value.span().begin), 2U);
  EXPECT_EQ(value.path(), "b.c");
  EXPECT_EQ(static_cast<int>(value.span().file), 1);
}

TEST(MergeDocuments, NotesDuplicateKeys) {
  const Texts texts({"a: 1\na: 2\n"});
  EXPECT_EQ(texts.text(), "{'a': 2}");
  EXPECT_EQ(texts.merged.losses.size(), 1U);
}

}  // namespace
}  // namespace patrol
