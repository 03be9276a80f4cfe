// Base64 as Python reads it, bytes as it shows them.
#include "linter/doc/python_bytes.h"

#include <string_view>

#include <gtest/gtest.h>

namespace patrol {
namespace {

using namespace std::string_view_literals;

TEST(DecodeBase64, ReadsGroupsAndPadding) {
  EXPECT_EQ(decode_base64("aGVsbG8="), "hello");
  EXPECT_EQ(decode_base64("aGk="), "hi");
  EXPECT_EQ(decode_base64("YQ=="), "a");
  EXPECT_EQ(decode_base64(""), "");
}

TEST(DecodeBase64, SkipsStrangeLetters) {
  EXPECT_EQ(decode_base64("aG\n k ="), "hi");
  EXPECT_EQ(decode_base64("YQ==YQ=="), "a");
}

TEST(DecodeBase64, RefusesWrongPadding) {
  EXPECT_FALSE(decode_base64("a"));
  EXPECT_FALSE(decode_base64("aG"));
  EXPECT_FALSE(decode_base64("aGk"));
  EXPECT_FALSE(decode_base64("\xC3\xA9"));
}

TEST(PythonBytesRepr, ChoosesQuotesAndEscapes) {
  EXPECT_EQ(python_bytes_repr("a\0\n\xFF\\"sv), "b'a\\x00\\n\\xff\\\\'");
  EXPECT_EQ(python_bytes_repr("it's"), "b\"it's\"");
  EXPECT_EQ(python_bytes_repr("'\""), "b'\\'\"'");
}

}  // namespace
}  // namespace patrol
