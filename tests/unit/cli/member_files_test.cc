// Files on the disk to members.
#include "cli/member_files.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "linter/base/text.h"

namespace patrol::cli {
namespace {

namespace fs = std::filesystem;

class ReadMembersTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() /
              (std::string("patrol-members-") +
               ::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  ReadMembers& read(MemberRequest request = {}) {
    request.paths = {folder_.string()};
    if (!request.dynamic_file.empty())
      request.dynamic_file = (folder_ / request.dynamic_file).string();
    read_members(request, members_);
    return members_;
  }
  [[nodiscard]] std::string value(const std::string& name) const {
    const auto configuration = effective_configuration(members_.inputs.front());
    const auto* setting = configuration.find(name);
    return setting == nullptr ? "absent" : setting->value;
  }

  fs::path folder_;
  ReadMembers members_;
};

const std::string member =
    "scope: demo\nname: n1\npostgresql:\n  listen: 10.0.0.1\n"
    "  custom_conf: /etc/pg/own\n";

TEST_F(ReadMembersTest, JoinsFragmentsThatTellNothingByThemselves) {
  write("conf.d/10.yml", member);
  write("conf.d/20.yml", "tags: {nosync: true}\n");
  EXPECT_EQ(read().problem, "");
  ASSERT_EQ(members_.inputs.size(), 1U);
  EXPECT_EQ(value("tags.nosync"), "true");
}

TEST_F(ReadMembersTest, ReadsTheCustomFileWhateverItLooksLike) {
  write("etc/patroni/patroni.yml", member);
  write("etc/pg/own", "fsync on\ninclude '/etc/pg/more'\n");
  write("etc/pg/more", "seq_page_cost 1.5\n");
  EXPECT_EQ(read().problem, "");
  EXPECT_EQ(value("seq_page_cost"), "1.5");
}

TEST_F(ReadMembersTest, SaysWhichMembersThereAre) {
  write("patroni.yml", member);
  EXPECT_EQ(read({.member = "n9"}).problem, "no member is called n9; there are n1");
}

TEST_F(ReadMembersTest, WantsAMemberWhereADynamicConfigurationFitsSeveralClusters) {
  write("a/patroni.yml", member);
  write("b/patroni.yml", "scope: other\nname: n1\nrestapi: {listen: '*'}\n");
  write("dynamic.json", "{\"ttl\": 40}");
  EXPECT_NE(read({.dynamic_file = "dynamic.json"}).problem, "");
}

TEST_F(ReadMembersTest, TakesAListInTheDcsForAnEmptyConfiguration) {
  write("patroni.yml", cat(member, "bootstrap: {dcs: {ttl: 40}}\n"));
  write("dynamic.yml", "- ttl\n");
  EXPECT_EQ(read({.dynamic_file = "dynamic.yml"}).warnings.size(), 1U);
  EXPECT_EQ(value("ttl"), "30");
}

}  // namespace
}  // namespace patrol::cli
