#include "linter/render/dump_conf.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace patrol {
namespace {

nlohmann::json dump(std::string_view text, int major = 15) {
  return nlohmann::json::parse(dump_conf(read_conf(FileId{}, text), major));
}
nlohmann::json last(const nlohmann::json& dumped, std::string_view name) {
  nlohmann::json found;
  for (const auto& row : dumped["settings"])
    if (row["name"] == name) found = row;
  return found;
}

TEST(DumpConf, ShowsCanonicalValuesWithTheirLines) {
  const auto dumped = dump("work_mem = 1MB\n\nWORK_MEM = '4 MB'\n");
  EXPECT_EQ(dumped["settings"][0]["overridden"], true);
  const auto row = last(dumped, "work_mem");
  EXPECT_EQ(row["value"], "4096");
  EXPECT_EQ(row["line"], 3);
  EXPECT_TRUE(row["file"].is_null());
  EXPECT_TRUE(row["error"].is_null());
}

TEST(DumpConf, ShowsDefaultsOfTheVersion) {
  const auto row = last(dump("# shared_buffers = 64MB\n", 14), "shared_buffers");
  EXPECT_EQ(row["value"], "1024");
  EXPECT_TRUE(row["line"].is_null());
  EXPECT_EQ(last(dump("", 15), "shared_buffers")["value"], "16384");
}

TEST(DumpConf, ShowsErrorsOfLinesNamesAndValues) {
  const auto dumped = dump("a b c\nfoo = 1\nfsync = maybe\n");
  ASSERT_EQ(dumped["errors"].size(), 2U);
  EXPECT_EQ(dumped["errors"][0]["line"], 1);
  EXPECT_EQ(dumped["errors"][1]["message"], "unknown parameter `foo`");
  EXPECT_EQ(last(dumped, "fsync")["error"], "`fsync` is `maybe`, not a boolean");
  EXPECT_EQ(last(dumped, "fsync")["value"], "maybe");
}

TEST(DumpConf, KeepsPasswordsOut) {
  const auto dumped = dump("primary_conninfo = 'host=a password=geheim'\n");
  EXPECT_EQ(last(dumped, "primary_conninfo")["value"], "***");
}

}  // namespace
}  // namespace patrol
