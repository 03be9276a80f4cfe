#include "linter/base/json_layout.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(LaidOutJson, GivesEveryKeyALine) {
  EXPECT_EQ(laid_out(R"({"ttl":30,"postgresql":{"parameters":{}},"list":[1,2]})"),
            "{\n  \"ttl\": 30,\n  \"postgresql\": {\n    \"parameters\": {}\n  },\n"
            "  \"list\": [\n    1,\n    2\n  ]\n}\n");
}

TEST(LaidOutJson, LeavesStringsAlone) {
  EXPECT_EQ(laid_out(R"({"a":"x, {\"y\": [1]} \\"})"),
            "{\n  \"a\": \"x, {\\\"y\\\": [1]} \\\\\"\n}\n");
}

TEST(LaidOutJson, ChangesNothingTwice) {
  const std::string once = laid_out(R"({"a": {"b": [true, null]}})");
  EXPECT_EQ(laid_out(once), once);
}

TEST(LaidOutJson, LeavesOtherTextsAlone) {
  EXPECT_EQ(laid_out("ttl: 30\n"), "ttl: 30\n");
  EXPECT_EQ(laid_out(""), "");
}

TEST(LaidOutJson, DoesNotGrowWithDepth) {
  const std::string deep = "{" + std::string(20000, '[');
  EXPECT_LT(laid_out(deep).size(), deep.size() * 50);
  EXPECT_TRUE(laid_out("{]]]]\"open").ends_with("\"open\n"));
}

}  // namespace
}  // namespace patrol
