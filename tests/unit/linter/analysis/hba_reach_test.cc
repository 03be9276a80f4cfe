// Records that never decide.
#include "linter/analysis/hba_reach.h"

#include <string>

#include <gtest/gtest.h>

namespace patrol {
namespace {

using Kind = HbaReach::Kind;

std::vector<HbaReach> reach(std::string_view text) {
  const HbaFile file = read_hba(FileId{0}, text, 16);
  EXPECT_TRUE(file.errors.empty());
  return hba_reach(hba_policy(file, 16));
}

TEST(HbaReach, NamesTheRecordThatHides) {
  const auto found = reach("local all all md5\nhost all all all md5\nhost a b 10.0.0.1/32 trust\n");
  EXPECT_EQ(found[0].kind, Kind::reachable);
  EXPECT_EQ(found[1].kind, Kind::reachable);
  ASSERT_EQ(found[2].kind, Kind::hidden);
  EXPECT_EQ(found[2].hidden_by, std::vector<std::size_t>{1});
}

TEST(HbaReach, NamesTheUnionThatHides) {
  const auto found = reach(
      "host all all 0.0.0.0/1 md5\nhost all x 1.2.3.4/32 md5\nhost all all 128.0.0.0/1 md5\n"
      "host all all 0.0.0.0/0 trust\n");
  ASSERT_EQ(found[3].kind, Kind::hidden);
  EXPECT_EQ(found[3].hidden_by, (std::vector<std::size_t>{0, 2}));
  EXPECT_EQ(found[1].kind, Kind::hidden);
}

TEST(HbaReach, KeepsReplicationAndOtherDatabasesApart) {
  const auto found =
      reach("local all all md5\nlocal replication all md5\nlocal replication all md5\n");
  EXPECT_EQ(found[1].kind, Kind::reachable);
  EXPECT_EQ(found[2].kind, Kind::hidden);
}

TEST(HbaReach, KnowsThatARoleIsItsOwnMember) {
  const auto found = reach("local all +ann md5\nlocal all ann md5\nlocal ann +bob md5\n");
  EXPECT_EQ(found[1].kind, Kind::hidden);
  EXPECT_EQ(found[2].kind, Kind::reachable);
}

TEST(HbaReach, UnderstandsRegexes) {
  const auto found =
      reach("local all /^a md5\nlocal all ann,axe md5\nlocal all /^ab+$ md5\nlocal all /a md5");
  EXPECT_EQ(found[1].kind, Kind::hidden);
  EXPECT_EQ(found[2].kind, Kind::hidden);
  EXPECT_EQ(found[3].kind, Kind::reachable);
}

TEST(HbaReach, DoesNotCountOnNames) {
  const auto found = reach(
      "host all all h.example.com md5\nhost all all 10.0.0.1/32 md5\n"
      "host a all h.example.com md5\n");
  EXPECT_EQ(found[1].kind, Kind::reachable);
  EXPECT_EQ(found[2].kind, Kind::hidden);
}

TEST(HbaReach, AnswersForEveryRecordOfALongFile) {
  std::string text;
  for (int i = 0; i < 3000; ++i)
    text += "host db" + std::to_string(i % 50) + " u" + std::to_string(i) + " 10.0.0.0/8 md5\n";
  const auto found = reach(text + "host all all 10.0.0.0/8 md5\nhost x y 10.1.0.0/16 md5");
  EXPECT_EQ(found[3000].kind, Kind::reachable);
  EXPECT_EQ(found[3001].kind, Kind::hidden);
}

std::vector<HbaOpening> openings(std::string_view text) {
  const HbaFile file = read_hba(FileId{0}, text, 16);
  return hba_openings(hba_policy(file, 16));
}

TEST(HbaOpenings, SayWhatEarlierRecordsLeave) {
  const auto found = openings(
      "host all all 10.0.0.0/25 md5\nhost all bob all reject\nhost all all 10.0.0.0/24 trust\n");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].record, 2U);
  EXPECT_EQ(found[0].networks, std::vector<std::string>{"10.0.0.128/25"});
  EXPECT_EQ(found[0].taken, std::vector<std::string>{"10.0.0.0/25"});
  EXPECT_TRUE(found[0].is_sure);
}

TEST(HbaOpenings, KnowTheNamesThatARecordIsFor) {
  EXPECT_TRUE(openings("host all ann,bob all md5\nhost app bob 10.0.0.0/8 trust\n").empty());
  const auto found = openings("host all ann 10.0.0.0/9 md5\nhost app ann,bob 10.0.0.0/8 trust\n");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].networks, std::vector<std::string>{"10.0.0.0/8"});
}

TEST(HbaOpenings, LeavePasswordsOverTlsAlone) {
  EXPECT_TRUE(openings("hostnossl all all all md5\nhost all all 10.0.0.0/8 password\n").empty());
  EXPECT_EQ(openings("hostssl all all all md5\nhost all all 10.0.0.0/8 password\n").size(), 1U);
  EXPECT_TRUE(openings("host all all 127.0.0.0/8 trust\nlocal all all trust\n").empty());
}

}  // namespace
}  // namespace patrol
