// One connection at a time. The first tests are logins that real servers were asked for.
#include "linter/analysis/hba_policy.h"

#include <string>

#include <gtest/gtest.h>

#include "linter/doc/hba_address.h"

namespace patrol {
namespace {

struct Case {
  std::string_view record;
  bool matches_to_15;
  bool matches_from_16;
};

HbaConnection zed() {
  HbaConnection connection;
  connection.database = "postgres";
  connection.user = "zed";
  connection.roles = {"grp"};
  return connection;
}

HbaConnection from(std::string_view address) {
  HbaConnection connection = zed();
  connection.channel = HbaChannel::plain;
  connection.address = *read_ip(address);
  return connection;
}

HbaDecision decided(const HbaFile& file, const HbaConnection& connection, int major = 16) {
  return decide(hba_policy(file, major), connection);
}

HbaVerdict verdict(std::string_view text, const HbaConnection& connection, int major = 16) {
  return decided(read_hba(FileId{0}, text, major), connection, major).verdict;
}

void expect(const Case& one, const HbaConnection& connection) {
  for (const int major : {13, 15, 16, 18}) {
    const bool wanted = major >= 16 ? one.matches_from_16 : one.matches_to_15;
    EXPECT_EQ(verdict(one.record, connection, major),
              wanted ? HbaVerdict::method : HbaVerdict::no_entry)
        << one.record << " in " << major;
  }
}

TEST(DecideHba, MatchesAsServersDo) {
  for (const Case& one :
       {Case{R"(local al"l" zed trust)", true, true},
        Case{R"(local "all" zed trust)", false, false},
        Case{R"(local all al"l" trust)", true, true}, Case{R"(local all +"grp" trust)", true, true},
        Case{"local sameuser zed trust", false, false}, Case{"local all /^z trust", false, true},
        Case{"local /POST all trust", false, false},
        Case{"local postgres,bar zed trust", true, true},
        Case{R"(local "postgres" "zed" trust)", true, true},
        Case{"local samerole zed trust", false, false}, Case{"local all ZED trust", false, false},
        Case{"local all zed,+nosuch trust", true, true}, Case{"local all +zed trust", true, true},
        Case{"local /. zed trust", false, true}})
    expect(one, zed());
}

TEST(DecideHba, KeepsPhysicalReplicationApart) {
  HbaConnection physical = zed();
  physical.is_replication = true;
  for (const Case& one : {Case{R"(local "replication" zed trust)", false, false},
                          Case{"local all zed trust", false, false},
                          Case{"local replication,postgres zed trust", true, true},
                          Case{"local /. zed trust", false, false},
                          Case{"local sameuser,samerole zed trust", false, false}})
    expect(one, physical);
  EXPECT_EQ(verdict("local replication all trust", zed()), HbaVerdict::no_entry);
}

TEST(DecideHba, TellsChannelsApart) {
  HbaConnection connection = from("10.0.0.1");
  const auto serves_only = [&](std::string_view type, HbaChannel wanted) {
    connection.channel = wanted;
    return verdict(std::string(type) + " all all all trust", connection) == HbaVerdict::method;
  };
  EXPECT_TRUE(serves_only("host", HbaChannel::gss));
  EXPECT_TRUE(serves_only("hostssl", HbaChannel::tls));
  EXPECT_FALSE(serves_only("hostssl", HbaChannel::plain));
  EXPECT_TRUE(serves_only("hostnossl", HbaChannel::gss));
  EXPECT_FALSE(serves_only("hostgssenc", HbaChannel::tls));
  EXPECT_TRUE(serves_only("hostnogssenc", HbaChannel::tls));
}

TEST(DecideHba, ComparesAddressesUnderOddMasks) {
  EXPECT_EQ(verdict("host all all 10.1.2.3/8 trust", from("10.9.9.9")), HbaVerdict::method);
  EXPECT_EQ(verdict("host all all 10.0.7.0 255.0.255.0 trust", from("10.9.7.9")),
            HbaVerdict::method);
  EXPECT_EQ(verdict("host all all 10/8 trust", from("10.0.0.1")), HbaVerdict::no_entry);
  EXPECT_EQ(verdict("host all all ::ffff:10.0.0.1/128 trust", from("10.0.0.1")),
            HbaVerdict::no_entry);
}

TEST(DecideHba, NeedsInterfacesForOwnNetworks) {
  HbaConnection near = from("192.0.2.9");
  EXPECT_EQ(verdict("host all all samenet trust", near), HbaVerdict::undecided);
  near.interfaces = {{*read_ip("192.0.2.1"), *read_ip("255.255.255.0")}};
  EXPECT_EQ(verdict("host all all samenet trust", near), HbaVerdict::method);
  EXPECT_EQ(verdict("host all all samehost trust", near), HbaVerdict::no_entry);
}

TEST(DecideHba, SaysWhatItCannotKnow) {
  const HbaFile file = read_hba(FileId{0}, "host all all db.example.com md5\n", 16);
  const HbaPolicy policy = hba_policy(file, 16);
  const HbaDecision decision = decide(policy, from("10.0.0.1"));
  EXPECT_EQ(decision.verdict, HbaVerdict::undecided);
  EXPECT_EQ(hba_doubt(policy, *decision.record, from("10.0.0.1")),
            "whether 10.0.0.1 is db.example.com is for the name service to say");
  HbaConnection unknown = zed();
  unknown.roles.reset();
  EXPECT_EQ(verdict("local all +grp md5", unknown), HbaVerdict::undecided);
  EXPECT_EQ(verdict("local all +zed md5", unknown), HbaVerdict::method);
}

TEST(DecideHba, ComparesHostNamesThatWereLookedUp) {
  HbaConnection client = from("10.0.0.1");
  client.host_name = "DB1.example.com";
  EXPECT_EQ(verdict("host all all db1.example.com md5", client), HbaVerdict::method);
  EXPECT_EQ(verdict("host all all .example.com md5", client), HbaVerdict::method);
  EXPECT_EQ(verdict("host all all example.com md5", client), HbaVerdict::no_entry);
  client.host_name = "";
  EXPECT_EQ(verdict("host all all .example.com md5", client), HbaVerdict::no_entry);
}

TEST(DecideHba, StopsAtTheFirstMatch) {
  const HbaFile file = read_hba(
      FileId{0}, "host all all ::/0 md5\nhost all zed all reject\nhost all all all trust", 16);
  const HbaDecision decision = decided(file, from("10.0.0.1"));
  EXPECT_EQ(decision.verdict, HbaVerdict::reject);
  EXPECT_EQ(decision.record->line, 2);
}

TEST(PassedRecords, GivesAReasonForEach) {
  const HbaFile file =
      read_hba(FileId{0},
               "local all all md5\nhost all all 10.0.0.0/8 md5\nhost app all all md5\n"
               "host all bob all md5\nhostssl all all all md5\nhost all all all md5",
               16);
  const auto passed = passed_records(hba_policy(file, 16), from("192.0.2.1"));
  ASSERT_EQ(passed.size(), 5U);
  EXPECT_EQ(passed[0].reason, "is for local sockets only");
  EXPECT_EQ(passed[1].reason, "192.0.2.1 is not in 10.0.0.0/8");
  EXPECT_EQ(passed[2].reason, "does not name database postgres");
  EXPECT_EQ(passed[3].reason, "does not name user zed");
  EXPECT_EQ(passed[4].reason, "is for TLS connections only");
}

}  // namespace
}  // namespace patrol
