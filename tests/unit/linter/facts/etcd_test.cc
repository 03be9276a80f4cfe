// Look-ups in etcd's settings.
#include "linter/facts/etcd.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace patrol::facts {
namespace {

bool holds(const std::vector<std::string_view>& keys, std::string_view key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

TEST(EtcdSettings, AreFoundByFlagVariableAndYaml) {
  EXPECT_EQ(etcd_settings().size(), 153U);
  for (const EtcdSetting& setting : etcd_settings()) {
    EXPECT_EQ(find_etcd_flag(setting.flag), &setting) << setting.flag;
    EXPECT_EQ(find_etcd_variable(setting.variable), &setting) << setting.variable;
    if (!setting.yaml_path.empty()) {
      EXPECT_EQ(find_etcd_yaml(setting.yaml_path), &setting) << setting.yaml_path;
    }
  }
}

TEST(EtcdSettings, AreSpelledExactly) {
  EXPECT_EQ(find_etcd_variable("ETCD_INITIAL_CLUSTER"), find_etcd_flag("initial-cluster"));
  EXPECT_EQ(find_etcd_variable("ETCD_INITIAL_CLUSTRE"), nullptr);
  EXPECT_EQ(find_etcd_variable("etcd_initial_cluster"), nullptr);
  EXPECT_EQ(find_etcd_yaml("client-transport-security.cert-file"), find_etcd_flag("cert-file"));
  EXPECT_EQ(find_etcd_yaml("cert-file"), nullptr);
  EXPECT_EQ(find_etcd_yaml("initial_cluster"), nullptr);
  EXPECT_EQ(find_etcd_yaml(""), nullptr);
}

TEST(EtcdSettings, ComeAndGoWithVersions) {
  EXPECT_TRUE(find_etcd_flag("enable-v2")->is_known_in({3, 5, 30}));
  EXPECT_FALSE(find_etcd_flag("enable-v2")->is_known_in({3, 6, 0}));
  EXPECT_FALSE(find_etcd_flag("feature-gates")->is_known_in({3, 5, 30}));
  const EtcdSetting* const ttl = find_etcd_flag("auth-token-ttl");
  EXPECT_FALSE(ttl->is_known_in({3, 3, 22}));
  EXPECT_TRUE(ttl->is_known_in({3, 3, 25}));
  EXPECT_FALSE(ttl->is_known_in({3, 4, 9}));
  EXPECT_TRUE(ttl->is_known_in({3, 5, 0}));
}

TEST(EtcdSettings, MayReachYamlLaterThanTheFlag) {
  const EtcdSetting* const name = find_etcd_flag("peer-cert-allowed-cn");
  EXPECT_TRUE(name->is_known_in({3, 4, 0}));
  EXPECT_FALSE(name->is_known_in_yaml({3, 5, 13}));
  EXPECT_TRUE(name->is_known_in_yaml({3, 5, 14}));
  EXPECT_FALSE(find_etcd_flag("config-file")->is_known_in_yaml({3, 5, 0}));
}

TEST(EtcdSettings, HaveTheDefaultOfTheVersion) {
  EXPECT_EQ(find_etcd_flag("enable-v2")->default_in({3, 3, 25}), "true");
  EXPECT_EQ(find_etcd_flag("enable-v2")->default_in({3, 4, 0}), "false");
  EXPECT_EQ(find_etcd_flag("heartbeat-interval")->default_in({3, 2, 0}), "100");
  EXPECT_EQ(find_etcd_flag("enable-grpc-gateway")->yaml_default, "false");
  EXPECT_EQ(find_etcd_flag("election-timeout")->maximum, 50000);
}

TEST(EtcdYamlChildren, GivesKeysAndSections) {
  const auto root = etcd_yaml_children("");
  EXPECT_TRUE(holds(root, "data-dir") && holds(root, "client-transport-security"));
  EXPECT_FALSE(holds(root, "cert-file"));
  EXPECT_EQ(std::count(root.begin(), root.end(), "peer-transport-security"), 1);
  EXPECT_TRUE(holds(etcd_yaml_children("peer-transport-security"), "trusted-ca-file"));
  EXPECT_TRUE(holds(etcd_yaml_children("discovery-config.client"), "secure"));
  EXPECT_TRUE(etcd_yaml_children("data-dir").empty());
  EXPECT_TRUE(etcd_yaml_children("client").empty());
}

TEST(EtcdLeftoverFlags, AreNoSettings) {
  for (const std::string_view flag : etcd_leftover_flags())
    EXPECT_EQ(find_etcd_flag(flag), nullptr) << flag;
  EXPECT_EQ(etcd_leftover_flags().size(), 13U);
}

}  // namespace
}  // namespace patrol::facts
