// etcd's version 2 interface, with answers of a real etcd 3.4, and Consul's pages.
#include <gtest/gtest.h>

#include "auditor/decode/consul_api.h"
#include "auditor/decode/etcd_v2_api.h"
#include "tests/support/payload.h"

namespace patrol {
namespace {

TEST(EtcdV2Keys, AreFoundInNodesOfNodes) {
  const auto keys = decode_etcd_v2_keys({200, payload("etcd_v2/3.4/keys.json")}, "/service/old/");
  ASSERT_TRUE(keys);
  EXPECT_EQ(keys->entries.size(), 4U);
  ASSERT_NE(keys->find("optime/leader"), nullptr);
  EXPECT_EQ(*keys->find("optime/leader"), "24470864");
  EXPECT_EQ(decode_members(*keys).front().patroni_version, "2.0.2");
}

TEST(EtcdV2Keys, AreNoneWhenThePrefixIsNotThere) {
  const auto keys =
      decode_etcd_v2_keys({404, payload("etcd_v2/3.4/not_found.json")}, "/service/demo/");
  ASSERT_TRUE(keys);
  EXPECT_TRUE(keys->entries.empty());
}

TEST(EtcdV2Keys, AreUnknownWhenTheInterfaceIsOff) {
  const auto keys = decode_etcd_v2_keys({404, "404 page not found\n"}, "/service/demo/");
  ASSERT_FALSE(keys);
  EXPECT_EQ(keys.error().cause, Cause::missing);
}

TEST(EtcdV2Keys, AreUnknownWhenTheReplyIsCutOff) {
  const std::string whole = payload("etcd_v2/3.4/keys.json");
  EXPECT_FALSE(decode_etcd_v2_keys({200, whole.substr(0, whole.size() / 2)}, "/service/old/"));
  EXPECT_FALSE(decode_etcd_v2_keys({200, "{}"}, "/service/old/"));
  EXPECT_EQ(decode_etcd_v2_keys({401, "{}"}, "/a/").error().cause, Cause::denied);
}

TEST(EtcdV2Members, AreSortedByName) {
  const auto members = decode_etcd_v2_members({200, payload("etcd_v2/3.4/members.json")});
  ASSERT_TRUE(members);
  ASSERT_EQ(members->members.size(), 3U);
  EXPECT_EQ(members->members[0].name, "e1");
  EXPECT_EQ(members->members[0].id, "554976a1e96d1bfc");
}

TEST(ConsulKeys, AreBase64OrNull) {
  const auto keys =
      decode_consul_keys({200, R"([{"Key":"service/demo/leader","Value":"cGctMQ==","Session":"s"},
               {"Key":"service/demo/","Value":null},
               {"Key":"service/demo/failover","Value":null}])"},
                         "/service/demo/");
  ASSERT_TRUE(keys);
  ASSERT_EQ(keys->entries.size(), 2U);
  EXPECT_EQ(*keys->find("leader"), "pg-1");
  EXPECT_EQ(*keys->find("failover"), "");
}

TEST(ConsulKeys, AreNoneAtAnEmpty404) {
  const auto keys = decode_consul_keys({404, ""}, "/service/demo/");
  ASSERT_TRUE(keys);
  EXPECT_TRUE(keys->entries.empty());
}

TEST(ConsulKeys, AreUnknownWithoutRightsOrLeader) {
  EXPECT_EQ(decode_consul_keys({403, "Permission denied"}, "/a/").error().cause, Cause::denied);
  EXPECT_EQ(decode_consul_keys({500, "No cluster leader"}, "/a/").error().cause,
            Cause::unreachable);
  EXPECT_EQ(decode_consul_keys({200, "[{\"Key\":"}, "/a/").error().cause, Cause::malformed);
  EXPECT_EQ(decode_consul_keys({200, "{}"}, "/a/").error().cause, Cause::malformed);
}

}  // namespace
}  // namespace patrol
