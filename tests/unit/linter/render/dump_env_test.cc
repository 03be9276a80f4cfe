#include "linter/render/dump_env.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace patrol {
namespace {

nlohmann::json dump(std::string text) {
  SourceSet sources;
  const FileId file = sources.add("x.env", std::move(text));
  return nlohmann::json::parse(dump_env(read_env(file, sources.text(file)), sources));
}

TEST(DumpEnv, ShowsWhatCountsAndWhatIsDropped) {
  const auto dumped = dump("A=1\nA=2\nexport B=3\n");
  EXPECT_EQ(dumped["systemd"], (nlohmann::json{{"A", "2"}}));
  EXPECT_EQ(dumped["dropped"], (nlohmann::json{"export B=3"}));
  EXPECT_EQ(dumped["problems"][0]["kind"], "export_prefix");
  EXPECT_EQ(dumped["problems"][0]["line"], 3);
}

TEST(DumpEnv, ShowsNothingOfARefusedFile) {
  const auto dumped = dump("A=\xFF\nB=1\n");
  EXPECT_TRUE(dumped["systemd"].empty());
  EXPECT_EQ(dumped["loaded"], false);
}

TEST(DumpEnv, KeepsPasswordsOut) {
  const auto dumped = dump("PATRONI_SUPERUSER_PASSWORD=geheim\nexport X_PASSWORD=geheim\n");
  EXPECT_EQ(dumped.dump().find("geheim"), std::string::npos);
}

}  // namespace
}  // namespace patrol
