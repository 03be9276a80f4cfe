// Logins between members.
#include "linter/analysis/hba_logins.h"

#include <gtest/gtest.h>

#include "linter/doc/hba_address.h"

namespace patrol {
namespace {

const std::vector<HbaLoginUser> users{
    {.name = "postgres"}, {.name = "replicator", .is_replication = true}, {.name = "rewind"}};

std::vector<HbaLogin> missing(const HbaFile& file, std::string_view client) {
  const std::vector<IpBytes> clients{*read_ip(client)};
  return missing_logins(hba_policy(file, 16), users, clients, true);
}

TEST(MissingLogins, AreNoneWhereAllIsAllowed) {
  const HbaFile file =
      read_hba(FileId{0},
               "host all all 10.0.0.0/24 md5\nhostssl replication replicator 10.0.0.0/24 md5", 16);
  EXPECT_TRUE(missing(file, "10.0.0.2").empty());
}

TEST(MissingLogins, NameUserAddressAndDecidingRecord) {
  const HbaFile file =
      read_hba(FileId{0}, "host all rewind all reject\nhost all all 10.0.0.0/24 md5\n", 16);
  const auto found = missing(file, "10.0.0.2");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].user.name, "replicator");
  EXPECT_EQ(found[0].tls.record, nullptr);
  EXPECT_EQ(found[1].user.name, "rewind");
  EXPECT_EQ(found[1].plain.record->line, 1);
  EXPECT_EQ(found[1].state(), HbaLogin::State::refused);
}

TEST(MissingLogins, KeepDoubtApart) {
  const HbaFile file = read_hba(FileId{0}, "host all,replication all node2.example.com md5\n", 16);
  const auto found = missing(file, "10.0.0.2");
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].state(), HbaLogin::State::undecided);
}

HbaLogin::State state(std::string_view text, std::string_view sslmode,
                      std::optional<bool> server_has_tls) {
  const HbaFile file = read_hba(FileId{0}, text, 16);
  const HbaLoginUser user{.name = "postgres", .sslmode = std::string(sslmode)};
  const std::vector<IpBytes> clients{*read_ip("10.0.0.2")};
  return hba_logins(hba_policy(file, 16), std::span(&user, 1), clients, server_has_tls)
      .front()
      .state();
}

TEST(HbaLogins, TryWhatSslmodeAllows) {
  using State = HbaLogin::State;
  const std::string_view tls_only = "hostssl all all all md5";
  EXPECT_EQ(state(tls_only, "prefer", true), State::admitted);
  EXPECT_EQ(state(tls_only, "disable", true), State::refused);
  EXPECT_EQ(state(tls_only, "prefer", false), State::no_tls);
  EXPECT_EQ(state(tls_only, "prefer", std::nullopt), State::undecided);
  EXPECT_EQ(state(tls_only, "require", std::nullopt), State::admitted);
  const std::string_view plain_only = "hostnossl all all all md5";
  EXPECT_EQ(state(plain_only, "prefer", true), State::admitted);
  EXPECT_EQ(state(plain_only, "verify-full", true), State::refused);
  EXPECT_EQ(state(plain_only, "require", false), State::no_way);
}

}  // namespace
}  // namespace patrol
