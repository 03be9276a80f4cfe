// JSON text as any reader expects it: nlohmann reads back what was written.
#include "linter/render/json_writer.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace patrol {
namespace {

std::string written(std::string_view text) {
  return JsonWriter().value(text).take();
}

TEST(JsonWriter, KeepsTheOrderOfKeys) {
  JsonWriter json;
  json.begin_object().member("z", 1).member("a", true).key("m").null().end_object();
  EXPECT_EQ(json.take(), R"({"z":1,"a":true,"m":null})");
}

TEST(JsonWriter, NestsArraysAndObjects) {
  JsonWriter json;
  json.begin_array().value(1).begin_object().end_object().begin_array().value("x").end_array();
  EXPECT_EQ(json.end_array().take(), R"([1,{},["x"]])");
}

TEST(JsonWriter, IndentsByTwoBlanks) {
  JsonWriter json(JsonWriter::Layout::indented);
  json.begin_object().key("list").begin_array().value(1).value(2).end_array();
  json.key("none").begin_array().end_array().end_object();
  EXPECT_EQ(json.take(), "{\n  \"list\": [\n    1,\n    2\n  ],\n  \"none\": []\n}");
}

TEST(JsonWriter, EscapesWhatMustBe) {
  EXPECT_EQ(written("a\"b\\c\n\t\x01\x7f"), "\"a\\\"b\\\\c\\n\\t\\u0001\\u007f\"");
}

TEST(JsonWriter, KeepsWellFormedCharacters) {
  EXPECT_EQ(written("für €🐘"), "\"für €🐘\"");
}

TEST(JsonWriter, ReplacesBrokenBytes) {
  const std::string text = written("a\xff\xc3(");
  EXPECT_EQ(text, "\"a\xEF\xBF\xBD\xEF\xBF\xBD(\"");
  EXPECT_TRUE(nlohmann::json::accept(text));
}

TEST(JsonWriter, ReadsBackEveryByte) {
  for (int byte = 0; byte < 128; ++byte) {
    const std::string text(1, static_cast<char>(byte));
    EXPECT_EQ(nlohmann::json::parse(written(text)).get<std::string>(), text);
  }
}

TEST(JsonWriter, WritesNumbersInTheirShortestForm) {
  JsonWriter json;
  json.begin_array().value(0.1).value(std::numeric_limits<std::int64_t>::min()).value(std::nan(""));
  EXPECT_EQ(json.end_array().take(), "[0.1,-9223372036854775808,null]");
}

}  // namespace
}  // namespace patrol
