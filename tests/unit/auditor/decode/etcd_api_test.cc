// etcd's JSON gateway, with answers of a real etcd 3.4.
#include "auditor/decode/etcd_api.h"

#include <gtest/gtest.h>

#include "tests/support/payload.h"

namespace patrol {
namespace {

HttpReply captured(const std::string& name, int status = 200) {
  return {status, payload("etcd/3.4/" + name)};
}

TEST(EtcdRange, GivesNamesBelowThePrefix) {
  const auto keys = decode_etcd_range(captured("range.json"), "/service/demo/");
  ASSERT_TRUE(keys);
  ASSERT_NE(keys->find("leader"), nullptr);
  EXPECT_EQ(*keys->find("leader"), "pg-2");
  ASSERT_NE(keys->find("members/pg-3"), nullptr);
  EXPECT_EQ(keys->find("nothing"), nullptr);
}

TEST(EtcdRange, LeavesOutKeysOfAnotherPrefix) {
  const auto keys = decode_etcd_range(captured("range.json"), "/service/other/");
  ASSERT_TRUE(keys);
  EXPECT_TRUE(keys->entries.empty());
}

TEST(EtcdRange, IsEmptyOnlyWhenTheServerSaysSo) {
  const auto keys = decode_etcd_range({200, R"({"header":{"revision":"7"}})"}, "/service/demo/");
  ASSERT_TRUE(keys);
  EXPECT_TRUE(keys->entries.empty());
}

TEST(EtcdRange, TakesNoCutOffReplyForAnAnswer) {
  const std::string whole = payload("etcd/3.4/range.json");
  for (std::size_t length = 0; length < whole.size(); length += 97) {
    const auto keys = decode_etcd_range({200, whole.substr(0, length)}, "/service/demo/");
    ASSERT_FALSE(keys) << length;
    EXPECT_EQ(keys.error().cause, Cause::malformed);
  }
}

TEST(EtcdRange, TakesNoOtherJsonForAnAnswer) {
  for (const char* body : {"{}", "[]", "null", "7", R"("text")", R"({"kvs":[]})"})
    EXPECT_FALSE(decode_etcd_range({200, body}, "/service/demo/")) << body;
}

TEST(EtcdRange, StepsOverEntriesOfWrongTypes) {
  const auto keys =
      decode_etcd_range({200, R"({"header":{},"kvs":[7,null,{"key":5},{"key":"L2EvYg==","value":[]},
               {"key":"L2EvYw==","value":"!!"},{"key":"L2EvZA==","value":"eA=="}]})"},
                        "/a/");
  ASSERT_TRUE(keys);
  ASSERT_NE(keys->find("d"), nullptr);
  EXPECT_EQ(*keys->find("d"), "x");
  EXPECT_EQ(keys->find("c"), nullptr);
}

TEST(EtcdRefusal, KnowsAMissingLogin) {
  const auto why = etcd_refusal(captured("denied_range.json", 400));
  EXPECT_EQ(why.cause, Cause::denied);
  EXPECT_FALSE(why.remedy.empty());
}

TEST(EtcdRefusal, KnowsAWrongPassword) {
  EXPECT_EQ(etcd_refusal(captured("denied_login.json", 400)).cause, Cause::denied);
}

TEST(EtcdRefusal, KnowsAnotherVersionOfTheGateway) {
  EXPECT_TRUE(is_other_gateway(captured("other_gateway.txt", 404)));
  EXPECT_FALSE(is_other_gateway(captured("other_gateway.txt", 200)));
  EXPECT_EQ(etcd_refusal(captured("other_gateway.txt", 404)).cause, Cause::missing);
}

TEST(EtcdRefusal, NamesALostMajority) {
  EXPECT_EQ(etcd_refusal({503, R"({"error":"etcdserver: request timed out","code":14})"}).cause,
            Cause::timed_out);
  EXPECT_EQ(etcd_refusal({503, R"({"error":"etcdserver: no leader","code":14})"}).cause,
            Cause::unreachable);
}

TEST(EtcdMembers, AreSortedByNameWithHexadecimalIds) {
  const auto members = decode_etcd_members(captured("member_list.json"));
  ASSERT_TRUE(members);
  ASSERT_EQ(members->members.size(), 3U);
  EXPECT_EQ(members->members[0].name, "e1");
  EXPECT_EQ(members->members[0].id, "554976a1e96d1bfc");
  EXPECT_EQ(members->members[0].client_urls, std::vector<std::string>{"http://127.0.1.1:23790"});
  EXPECT_FALSE(members->cluster_id.empty());
}

TEST(EtcdMembers, MayHaveNoNameYet) {
  const auto members = decode_etcd_members(
      {200, R"({"members":[{"ID":"255","peerURLs":["http://a:2380"],"isLearner":true}]})"});
  ASSERT_TRUE(members);
  EXPECT_EQ(members->members[0].name, "");
  EXPECT_EQ(members->members[0].id, "ff");
  EXPECT_TRUE(members->members[0].is_learner);
}

TEST(EtcdAlarms, AreNoneInAnEmptyObject) {
  const auto alarms = decode_etcd_alarms(captured("alarm.json"));
  ASSERT_TRUE(alarms);
  EXPECT_TRUE(alarms->empty());
  EXPECT_FALSE(decode_etcd_alarms({200, ""}));
}

TEST(EtcdAlarms, NameKindAndMember) {
  const auto alarms = decode_etcd_alarms(
      {200, R"({"alarms":[{"memberID":"10276657743932975437","alarm":"NOSPACE"}]})"});
  ASSERT_TRUE(alarms);
  EXPECT_EQ(*alarms, std::vector<std::string>{"NOSPACE 8e9e05c52164694d"});
}

TEST(EtcdStatus, GivesVersionLeaderAndSizes) {
  EtcdEndpoint endpoint;
  decode_etcd_status(captured("status.json"), endpoint);
  EXPECT_EQ(endpoint.error, "");
  EXPECT_EQ(endpoint.version, "3.4.23");
  EXPECT_EQ(endpoint.member_id, "554976a1e96d1bfc");
  EXPECT_EQ(endpoint.leader_id, "3341bb72f68a9a2c");
  EXPECT_EQ(endpoint.db_size, 45056);
  EXPECT_EQ(endpoint.raft_term, 2);
}

TEST(EtcdStatus, SaysWhyThereIsNone) {
  EtcdEndpoint endpoint;
  decode_etcd_status({200, "{\"header\":"}, endpoint);
  EXPECT_NE(endpoint.error, "");
  EXPECT_EQ(endpoint.version, "");
}

TEST(EtcdHealth, IsATextOrABoolean) {
  EXPECT_TRUE(decode_etcd_health(captured("health.json")));
  EXPECT_TRUE(decode_etcd_health({200, R"({"health":true})"}));
  EXPECT_FALSE(decode_etcd_health({503, R"({"health":"false"})"}));
  EXPECT_FALSE(decode_etcd_health({200, R"({"health":"false"})"}));
  EXPECT_FALSE(decode_etcd_health({200, ""}));
}

TEST(EtcdVersion, IsTheServers) {
  EXPECT_EQ(decode_etcd_version(captured("version.json")), "3.4.23");
  EXPECT_EQ(decode_etcd_version({200, "<html>"}), "");
}

TEST(EtcdToken, IsTakenOrRefused) {
  EXPECT_EQ(*decode_etcd_token({200, R"({"header":{},"token":"abc.7"})"}), "abc.7");
  EXPECT_FALSE(decode_etcd_token({200, R"({"header":{}})"}));
}

}  // namespace
}  // namespace patrol
