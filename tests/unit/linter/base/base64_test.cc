// Base64, both ways.
#include "linter/base/base64.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(Base64, WritesTheExamplesOfTheStandard) {
  EXPECT_EQ(to_base64(""), "");
  EXPECT_EQ(to_base64("f"), "Zg==");
  EXPECT_EQ(to_base64("fo"), "Zm8=");
  EXPECT_EQ(to_base64("foo"), "Zm9v");
  EXPECT_EQ(to_base64("foobar"), "Zm9vYmFy");
}

TEST(Base64, ReadsBackEveryByte) {
  std::string bytes;
  for (int code = 0; code < 256; ++code) {
    bytes.push_back(static_cast<char>(code));
    EXPECT_EQ(from_base64(to_base64(bytes)), bytes);
  }
}

TEST(Base64, RefusesForeignLettersAndBrokenLengths) {
  EXPECT_FALSE(from_base64("Zg"));
  EXPECT_FALSE(from_base64("Zm9v!mFy"));
  EXPECT_FALSE(from_base64("Z==="));
  EXPECT_FALSE(from_base64("===="));
  EXPECT_FALSE(from_base64("Zg==Zg=="));
}

}  // namespace
}  // namespace patrol
