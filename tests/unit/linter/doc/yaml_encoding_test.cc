// Bytes that may stand in a YAML text.
#include "linter/doc/yaml_encoding.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "tests/support/yaml_builder.h"

namespace patrol {
namespace {

using namespace std::string_view_literals;

TEST(ByteFault, FindsEveryForbiddenByteAtEveryPlace) {
  for (int byte = 0; byte < 128; ++byte) {
    const bool is_allowed =
        byte == '\t' || byte == '\n' || byte == '\r' || (byte >= 0x20 && byte < 0x7F);
    for (std::size_t place = 0; place < 17; ++place) {
      std::string text(20, 'a');
      text[place] = static_cast<char>(byte);
      bool is_ascii = true;
      const auto fault = find_byte_fault(text, 0, is_ascii);
      ASSERT_EQ(fault.has_value(), !is_allowed) << byte;
      ASSERT_EQ(fault ? fault->begin : place, place);
    }
  }
}

TEST(ByteFault, TellsControlFromBrokenBytes) {
  bool is_ascii = true;
  EXPECT_TRUE(find_byte_fault("a\x01", 0, is_ascii)->is_control);
  EXPECT_TRUE(find_byte_fault("\xC2\x80", 0, is_ascii)->is_control);
  EXPECT_FALSE(find_byte_fault("a\xFF", 0, is_ascii)->is_control);
  EXPECT_TRUE(is_ascii);
  EXPECT_FALSE(find_byte_fault("\xC3\xA9", 0, is_ascii));
  EXPECT_FALSE(is_ascii);
}

TEST(Utf8, RefusesOverlongAndLoneBytes) {
  for (const std::string_view bytes :
       {"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80", "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80", "\x80", "\xC3", "\xE2\x82"})
    EXPECT_FALSE(is_utf8(bytes));
  EXPECT_TRUE(is_utf8("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"));
}

TEST(Utf16, IsReadWithPlacesInTheSource) {
  constexpr std::string_view text = "\xFF\xFE\x61\x00:\x00 \x00\xE9\x00 \x00\x3D\xD8\x00\xDE"sv;
  const YamlTree tree = read_strict(text);
  EXPECT_TRUE(tree.is_ok);
  const Value value = Value(tree, tree.root)["a"];
  EXPECT_EQ(value.text(), "\xC3\xA9 \xF0\x9F\x98\x80");
  EXPECT_EQ(value.span(), (Span{FileId{0}, 8, 16}));
}

TEST(Columns, CountCharacters) {
  EXPECT_EQ(strict_value("? \xC3\xA9: 1\n  b: 2\n"), "refused");
  EXPECT_EQ(strict_value("- \"\xC3\xA9\": {a: b}\n  c: 1\n"),
            "[{\"\xC3\xA9\":{\"a\":\"b\"},\"c\":1}]");
}

TEST(Columns, AreTakenBehindTheByteOrderMark) {
  EXPECT_EQ(strict_value("\xEF\xBB\xBF"
                         "a: 1\nb: 2\n"),
            "{\"a\":1,\"b\":2}");
  const YamlTree tree = read_strict(
      "\xEF\xBB\xBF"
      "a: 1\n");
  EXPECT_EQ(Value(tree, tree.root).span().begin, 3U);
}

}  // namespace
}  // namespace patrol
