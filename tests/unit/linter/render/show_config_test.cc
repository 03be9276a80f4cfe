// Trees as YAML that reads back as the same values.
#include "linter/render/show_config.h"

#include <string>

#include <gtest/gtest.h>

#include "tests/support/yaml_builder.h"

namespace patrol {
namespace {

std::string shown(std::string_view text) {
  const YamlTree tree = read_strict(text);
  return show_config({tree, tree.root});
}

TEST(ShowConfig, SortsKeysAndIndentsByTwo) {
  EXPECT_EQ(shown("{ttl: 30, postgresql: {parameters: {work_mem: 4MB}, use_slots: yes}}"),
            "postgresql:\n  parameters:\n    work_mem: '4MB'\n  use_slots: true\nttl: 30\n");
}

TEST(ShowConfig, QuotesWhatYamlWouldTakeForSomethingElse) {
  EXPECT_EQ(shown("{a: 'on', b: '1', c: '', d: \"it's\", e: 'x: y', f: minimal, g: \"a\\nb\"}"),
            "a: 'on'\nb: '1'\nc: ''\nd: 'it''s'\ne: 'x: y'\nf: minimal\ng: \"a\\nb\"\n");
}

TEST(ShowConfig, WritesListsAndEmptyCollections) {
  EXPECT_EQ(shown("{a: [x, {b: 1}], c: [], d: {}, e: null}"),
            "a:\n- x\n-\n    b: 1\nc: []\nd: {}\ne: null\n");
  EXPECT_EQ(shown("{}"), "{}\n");
  EXPECT_EQ(shown(""), "{}\n");
}

TEST(ShowConfig, ReadsBackAsTheSame) {
  const std::string text =
      "{'': ' ', '1': '0x10', a: 0o17, b: 017, c: 1.5, d: .inf, e: 2001-01-01, f: ~, g: 'no', "
      "h: [[1, 2], [x]], i: {j: {k: 'ü'}}, l: '{{ x }}', m: '- x', n: '*a', o: 1:30}";
  EXPECT_EQ(strict_value(shown(text)), strict_value(text));
}

TEST(ShowConfig, EndsForEndlessAliases) {
  const YamlTree tree = read_strict("a: &a\n  b: *a\n");
  EXPECT_LT(show_config({tree, tree.root}).size(), 100000U);
}

}  // namespace
}  // namespace patrol
