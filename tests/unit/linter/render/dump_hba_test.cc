// JSON of hba and ident records.
#include "linter/render/dump_hba.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace patrol {
namespace {

nlohmann::json dumped(std::string_view text) {
  return nlohmann::json::parse(dump_hba(read_hba(FileId{0}, text, 16)));
}

TEST(DumpHba, WritesTheColumnsOfTheServersView) {
  const auto json = dumped("local all all peer map=m\nhost a,b c 10.1.0.0/16 md5\n");
  const auto& local = json.at("records").at(0);
  EXPECT_EQ(local.at("type"), "local");
  EXPECT_TRUE(local.at("address").is_null());
  EXPECT_EQ(local.at("options").at(0), "map=m");
  const auto& host = json.at("records").at(1);
  EXPECT_EQ(host.at("line"), 2);
  EXPECT_EQ(host.at("databases").size(), 2U);
  EXPECT_EQ(host.at("address"), "10.1.0.0");
  EXPECT_EQ(host.at("netmask"), "255.255.0.0");
  EXPECT_TRUE(host.at("file").is_null());
  EXPECT_TRUE(json.at("errors").empty());
}

TEST(DumpHba, WritesErrorsWithTheirLine) {
  const auto json = dumped("\nlocal all\n");
  EXPECT_EQ(json.at("errors").at(0).at("line"), 2);
  EXPECT_EQ(json.at("errors").at(0).at("message"), "end-of-line before role specification");
}

TEST(DumpHba, HidesSecrets) {
  const std::string text =
      dump_hba(read_hba(FileId{0}, "host all all all ldap ldapbasedn=a ldapbindpasswd=s3cret", 16));
  EXPECT_EQ(text.find("s3cret"), std::string::npos);
  EXPECT_NE(text.find("ldapbindpasswd=***"), std::string::npos);
}

TEST(DumpIdent, WritesMappings) {
  const auto json =
      nlohmann::json::parse(dump_ident(read_ident(FileId{0}, "m \"a b\" c\nm\n", 16)));
  EXPECT_EQ(json.at("records").at(0).at("system_user"), "a b");
  EXPECT_EQ(json.at("records").at(0).at("database_user"), "c");
  EXPECT_EQ(json.at("errors").at(0).at("line"), 2);
}

}  // namespace
}  // namespace patrol
