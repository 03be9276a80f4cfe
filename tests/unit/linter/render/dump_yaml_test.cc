// The JSON of `patrol dump yaml`.
#include "linter/render/dump_yaml.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "tests/support/yaml_builder.h"

namespace patrol {
namespace {

std::string dump(std::string_view text) {
  return dump_yaml(read_strict(text), text);
}

TEST(DumpYaml, WritesTheValue) {
  EXPECT_EQ(dump("a: [1, 1.5, on, ~, x]\n"),
            "{\"ok\":true,\"value\":{\"a\":[1,\"1.5\",true,null,\"x\"]}}\n");
}

TEST(DumpYaml, WritesKeysAsTexts) {
  EXPECT_EQ(dump("{1: a, ~: b, 2024-01-01: c, 1.0e+16: d}"),
            "{\"ok\":true,\"value\":{\"1\":\"a\",\"None\":\"b\",\"2024-01-01\":\"c\","
            "\"1e+16\":\"d\"}}\n");
}

TEST(DumpYaml, EscapesWhatJsonMust) {
  EXPECT_EQ(dump("\"\\x00\\\"\\\\\\n\\x7f\""),
            "{\"ok\":true,\"value\":\"\\u0000\\\"\\\\\\n\\u007f\"}\n");
}

TEST(DumpYaml, NamesLineAndMessageOfTheFirstProblem) {
  EXPECT_EQ(dump("a: 1\nb: c: d\n"),
            "{\"ok\":false,\"line\":2,\"message\":\"mapping value is not allowed here; a colon and "
            "a blank inside an unquoted value\"}\n");
}

TEST(DumpYaml, WritesNullForAnEmptyText) {
  EXPECT_EQ(dump(""), "{\"ok\":true,\"value\":null}\n");
}

TEST(DumpYaml, EndsWhereAliasesExplode) {
  std::string text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
  for (char name = 'b'; name < 'n'; ++name) {
    const std::string below = std::string("*") + static_cast<char>(name - 1);
    text += std::string(1, name) + ": &" + name + " [";
    for (int count = 0; count < 10; ++count) text += below + ", ";
    text += "]\n";
  }
  EXPECT_TRUE(read_strict(text).is_ok);
  EXPECT_EQ(
      dump(text),
      "{\"ok\":false,\"line\":1,\"message\":\"aliases make the value too large to print\"}\n");
}

TEST(DumpYaml, EndsInACycle) {
  EXPECT_EQ(dump("&a [*a]\n").substr(0, 11), "{\"ok\":false");
}

}  // namespace
}  // namespace patrol
