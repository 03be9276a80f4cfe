// The keys of a cluster, whatever store they came from.
#include "auditor/decode/dcs_keys.h"

#include <gtest/gtest.h>

#include "auditor/decode/etcd_api.h"
#include "tests/support/payload.h"

namespace patrol {
namespace {

DcsState decode(DcsKeys keys) {
  SecretNumbers numbers;
  return decode_dcs(keys, numbers);
}

TEST(DcsPrefix, CollapsesSlashes) {
  EXPECT_EQ(dcs_prefix("/service/", "demo"), "/service/demo/");
  EXPECT_EQ(dcs_prefix("service", "demo"), "/service/demo/");
  EXPECT_EQ(dcs_prefix("//a//b/", "demo"), "/a/b/demo/");
  EXPECT_EQ(dcs_prefix("/", "demo"), "/demo/");
}

TEST(DcsKeys, MayComeWithoutALeadingSlash) {
  DcsKeys keys;
  add_key(keys, "/service/demo/", "service/demo/leader", "pg-1");
  add_key(keys, "/service/demo/", "service/demo/", "");
  add_key(keys, "/service/demo/", "service/demo2/leader", "pg-9");
  ASSERT_EQ(keys.entries.size(), 1U);
  EXPECT_EQ(*keys.find("leader"), "pg-1");
}

TEST(DcsState, ReadsACapturedCluster) {
  const auto keys = decode_etcd_range({200, payload("etcd/3.4/range.json")}, "/service/demo/");
  ASSERT_TRUE(keys);
  const DcsState state = decode(*keys);
  EXPECT_EQ(state.leader, "pg-2");
  EXPECT_EQ(state.initialize, "7710850674362180015");
  EXPECT_TRUE(state.last_position);
  EXPECT_EQ(state.sync_leader, "pg-2");
  ASSERT_EQ(state.members.size(), 3U);
  EXPECT_EQ(state.members[0].name, "pg-1");
  EXPECT_EQ(state.members[1].role, ObservedRole::leader);
  EXPECT_EQ(state.members[1].conn_url, "postgres://127.0.1.12:54320/postgres");
}

TEST(DcsState, ReadsThePositionOfOldVersions) {
  EXPECT_EQ(decode({{{"optime/leader", "24470864"}}}).last_position, 24470864);
  EXPECT_EQ(decode({{{"optime/leader", "5"}, {"status", R"({"optime":7})"}}}).last_position, 7);
}

TEST(DcsState, ReadsSlotsWithPositions) {
  const auto state =
      decode({{{"status", R"({"optime":50331784,"slots":{"perm":33554472,"bad":"x","n1":1}})"}}});
  ASSERT_EQ(state.slots.size(), 2U);
  EXPECT_EQ(state.slots[1].first, "perm");
  EXPECT_EQ(state.slots[1].second, 33554472);
}

TEST(DcsState, ReadsSeveralSynchronousStandbys) {
  const auto state = decode({{{"sync", R"({"leader":"n1","sync_standby":"n2, n3","quorum":1})"}}});
  EXPECT_EQ(state.sync_standbys, (std::vector<std::string>{"n2", "n3"}));
  EXPECT_TRUE(decode({{{"sync", R"({"leader":"n1","sync_standby":null})"}}}).sync_standbys.empty());
}

TEST(DcsState, TakesACancelledSwitchoverForNone) {
  EXPECT_EQ(decode({{{"failover", "{}"}}}).failover.text(), "");
  EXPECT_NE(decode({{{"failover", R"({"leader":"n2"})"}}}).failover.text(), "");
}

TEST(DcsMembers, LoseCredentialsInTheirAddresses) {
  const auto members =
      decode_members({{{"members/a", R"({"conn_url":"postgres://u:secret@h:5432/postgres","api_url":
         "http://u:p@h:8008/patroni"})"}}});
  ASSERT_EQ(members.size(), 1U);
  EXPECT_EQ(members[0].conn_url, "postgres://h:5432/postgres");
  EXPECT_EQ(members[0].api_url, "http://h:8008/patroni");
}

TEST(DcsMembers, KeepTheNameOfABrokenOne) {
  const auto members = decode_members({{{"members/b", "{\"conn"}, {"members/", ""}}});
  ASSERT_EQ(members.size(), 1U);
  EXPECT_EQ(members[0].name, "b");
  EXPECT_EQ(members[0].conn_url, "");
}

TEST(DcsMembers, MayHaveTheOldestForm) {
  const auto members = decode_members(
      {{{"members/c", "postgres://h:5432/postgres?application_name=http://h:8008/patroni"}}});
  EXPECT_EQ(members[0].conn_url, "postgres://h:5432/postgres");
  EXPECT_EQ(members[0].api_url, "http://h:8008/patroni");
}

TEST(DcsMembers, AreSortedAndEachThereOnce) {
  const auto members =
      decode_members({{{"members/b", "{}"}, {"members/a", "{}"}, {"members/b", "{}"}}});
  ASSERT_EQ(members.size(), 2U);
  EXPECT_EQ(members[0].name, "a");
}

TEST(ObservedRoles, AreKnownInEveryVersionsWords) {
  for (const char* word : {"master", "primary", "leader", "promoted"})
    EXPECT_EQ(observed_role(word), ObservedRole::leader) << word;
  EXPECT_EQ(observed_role("standby_leader"), ObservedRole::standby_leader);
  EXPECT_EQ(observed_role("sync_standby"), ObservedRole::replica);
  EXPECT_EQ(observed_role("uninitialized"), ObservedRole::unknown);
}

}  // namespace
}  // namespace patrol
