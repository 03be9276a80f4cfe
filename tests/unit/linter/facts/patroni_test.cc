// Look-ups in Patroni's settings.
#include "linter/facts/patroni.h"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

namespace patrol::facts {
namespace {

std::string path_of(const PatroniSetting* setting) {
  return setting == nullptr ? "(none)" : std::string(setting->path);
}

std::string match(std::string_view path) {
  return path_of(match_patroni_setting(path));
}

bool holds(const std::vector<std::string_view>& keys, std::string_view key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

TEST(PatroniSettings, AreFoundByTheirPaths) {
  EXPECT_GT(patroni_settings().size(), 320U);
  for (const PatroniSetting& setting : patroni_settings())
    EXPECT_EQ(find_patroni_setting(setting.path), &setting) << setting.path;
  EXPECT_EQ(find_patroni_setting("postgresql.listne"), nullptr);
  EXPECT_EQ(find_patroni_setting(""), nullptr);
}

TEST(MatchPatroniSetting, FollowsFreeKeys) {
  EXPECT_EQ(match("slots.a.type"), "slots.*.type");
  EXPECT_EQ(match("slots.a"), "slots.*");
  EXPECT_EQ(match("ignore_slots.0.name"), "ignore_slots.*.name");
  EXPECT_EQ(match("tags.datacenter"), "tags.*");
  EXPECT_EQ(match("tags.nofailover"), "tags.nofailover");
  EXPECT_EQ(match("bootstrap.users.admin.password"), "bootstrap.users.*.password");
  EXPECT_EQ(match("postgresql.authentication.superuser.password"),
            "postgresql.authentication.superuser.password");
}

TEST(MatchPatroniSetting, TakesNamesWithDotsUnderAFreeKey) {
  EXPECT_EQ(match("postgresql.parameters.pg_stat_statements.max"), "postgresql.parameters.*");
  EXPECT_EQ(match("log.loggers.patroni.postmaster"), "log.loggers.*");
}

TEST(MatchPatroniSetting, KeepsKnownSectionsFromBeingReplicaMethods) {
  EXPECT_EQ(match("postgresql.pgbackrest"), "postgresql.*");
  EXPECT_EQ(match("postgresql.pgbackrest.command"), "postgresql.*.command");
  EXPECT_EQ(match("postgresql.pgbackrest.threads"), "postgresql.*.*");
  EXPECT_EQ(match("postgresql.callbacks.on_promote"), "(none)");
  EXPECT_EQ(match("postgresql.authentication.superusr"), "(none)");
  EXPECT_EQ(match("postgresql.listen.x"), "(none)");
}

TEST(MatchPatroniSetting, ReadsBootstrapDcsAsDynamic) {
  EXPECT_EQ(match("bootstrap.dcs"), "bootstrap.dcs");
  EXPECT_EQ(match("bootstrap.dcs.ttl"), "ttl");
  EXPECT_EQ(match("bootstrap.dcs.slots.a.plugin"), "slots.*.plugin");
  EXPECT_EQ(match("bootstrap.dcs.postgresql.parameters.work_mem"), "postgresql.parameters.*");
  EXPECT_EQ(match("bootstrap.dcs.postgresql.listen"), "(none)");
  EXPECT_EQ(match("bootstrap.dcs.tags.nofailover"), "(none)");
  EXPECT_EQ(match("bootstrap.dcs.bootstrap.dcs"), "(none)");
  EXPECT_EQ(match("bootstrap.dcsx"), "bootstrap.*");
}

TEST(MatchPatroniSetting, FindsNothingForOddPaths) {
  for (const std::string_view path : {"", ".", "..", "postgresql.", "nothing", "bootstrap.dcs."})
    EXPECT_EQ(match(path), path == "postgresql." ? "postgresql" : "(none)") << path;
}

TEST(ChildrenOf, TellsLocalFromDynamic) {
  const auto root = children_of("");
  EXPECT_TRUE(holds(root, "restapi") && holds(root, "postgresql") && holds(root, "bootstrap"));
  EXPECT_FALSE(holds(root, "ttl"));
  const auto dynamic = children_of("bootstrap.dcs");
  EXPECT_TRUE(holds(dynamic, "ttl") && holds(dynamic, "postgresql"));
  EXPECT_FALSE(holds(dynamic, "restapi"));
  EXPECT_TRUE(holds(children_of("bootstrap.dcs.postgresql"), "use_slots"));
  EXPECT_FALSE(holds(children_of("bootstrap.dcs.postgresql"), "listen"));
  EXPECT_FALSE(holds(children_of("postgresql"), "use_slots"));
}

TEST(ChildrenOf, LeavesStarsAndGrandchildrenOut) {
  const std::vector<std::string_view> expected{"cluster_type", "database", "plugin", "type"};
  EXPECT_EQ(children_of("bootstrap.dcs.slots.any"), expected);
  EXPECT_FALSE(holds(children_of("postgresql"), "*"));
  EXPECT_FALSE(holds(children_of("postgresql"), "superuser.password"));
  EXPECT_TRUE(children_of("nothing").empty());
  EXPECT_TRUE(children_of("restapi.listen").empty());
}

TEST(HasFreeKeys, KnowsWhereAnyNameMayStand) {
  for (const std::string_view path :
       {"tags", "postgresql.parameters", "slots", "log.static_fields", "kubernetes.labels",
        "bootstrap", "postgresql", "restapi.http_extra_headers", "bootstrap.pgbackrest"})
    EXPECT_TRUE(has_free_keys(path)) << path;
  for (const std::string_view path : {"restapi", "", "bootstrap.dcs", "postgresql.callbacks", "ttl",
                                      "tags.nofailover", "slots.a", "nothing"})
    EXPECT_FALSE(has_free_keys(path)) << path;
}

TEST(FindByLastKey, GivesEveryHome) {
  const auto homes = find_by_last_key("connect_address");
  ASSERT_EQ(homes.size(), 2U);
  EXPECT_EQ(homes[0]->path, "postgresql.connect_address");
  EXPECT_EQ(homes[1]->path, "restapi.connect_address");
  EXPECT_EQ(find_by_last_key("ttl").size(), 1U);
  EXPECT_TRUE(find_by_last_key("*").empty());
  EXPECT_TRUE(find_by_last_key("zzz").empty());
}

TEST(PatroniSetting, CountsBackportsPerBranch) {
  const PatroniSetting* const pool = find_patroni_setting("thread_pool_size");
  EXPECT_TRUE(pool->is_known_in({4, 1, 1}));
  EXPECT_FALSE(pool->is_known_in({4, 1, 0}));
  EXPECT_TRUE(pool->is_known_in({4, 0, 9}));
  EXPECT_FALSE(pool->is_known_in({4, 0, 7}));
  EXPECT_TRUE(pool->is_known_in({3, 3, 9}));
  EXPECT_FALSE(pool->is_known_in({3, 2, 9}));
}

TEST(PatroniSetting, KnowsRemovedAndUnreleased) {
  EXPECT_TRUE(find_patroni_setting("bootstrap.users")->is_known_in({3, 3, 2}));
  EXPECT_FALSE(find_patroni_setting("bootstrap.users")->is_known_in({4, 0, 0}));
  EXPECT_FALSE(find_patroni_setting("primary_race_backoff")->is_known_in(newest_patroni));
  EXPECT_TRUE(find_patroni_setting("ttl")->is_known_in(oldest_patroni));
}

TEST(PatroniSetting, HasTheDefaultOfTheVersion) {
  const PatroniSetting* const label = find_patroni_setting("kubernetes.leader_label_value");
  EXPECT_EQ(label->default_in({3, 3, 0}), "master");
  EXPECT_EQ(label->default_in({4, 0, 0}), "primary");
  EXPECT_EQ(find_patroni_setting("ttl")->default_in({2, 0, 0}), "30");
}

TEST(FindPatroniVariable, FindsSettingsAndOldNames) {
  EXPECT_EQ(path_of(find_patroni_variable("PATRONI_RESTAPI_LISTEN")), "restapi.listen");
  EXPECT_EQ(path_of(find_patroni_variable("PATRONI_SUPERUSER_PASSWORD")),
            "postgresql.authentication.superuser.password");
  EXPECT_EQ(path_of(find_patroni_variable("PATRONI_LOGLEVEL")), "log.level");
  EXPECT_EQ(path_of(find_patroni_variable("PATRONI_CONSUL_SCHEME")), "(none)");
  EXPECT_EQ(find_special_variable("PATRONI_CONSUL_SCHEME")->path, "consul.scheme");
  EXPECT_EQ(path_of(find_patroni_variable("PATRONI_TTL")), "(none)");
}

TEST(FindPatroniVariable, TakesOtherPasswordsForUsers) {
  EXPECT_EQ(path_of(find_patroni_variable("PATRONI_REPLICATON_PASSWORD")),
            "bootstrap.users.*.password");
  EXPECT_EQ(path_of(find_patroni_variable("PATRONI_admin_OPTIONS")), "bootstrap.users.*.options");
  EXPECT_EQ(path_of(find_patroni_variable("PATRONI__PASSWORD")), "(none)");
  EXPECT_EQ(path_of(find_patroni_variable("ETCD_PASSWORD")), "(none)");
}

TEST(PatroniVariables, AreFoundOneAndAll) {
  for (const PatroniSetting* const setting : patroni_settings_by_variable())
    EXPECT_EQ(find_patroni_variable(setting->environment_variable), setting) << setting->path;
  for (const PatroniVariable& variable : special_patroni_variables())
    EXPECT_EQ(find_special_variable(variable.name), &variable) << variable.name;
}

TEST(ControlledParameters, HaveFloorsAndDefaults) {
  EXPECT_EQ(controlled_parameters().size(), 15U);
  const ControlledParameter* const connections = find_controlled_parameter("Max_Connections");
  ASSERT_NE(connections, nullptr);
  EXPECT_EQ(connections->default_value, "100");
  EXPECT_EQ(connections->minimum, 25);
  EXPECT_TRUE(connections->is_on_command_line);
  EXPECT_TRUE(connections->is_raised_from_controldata);
  EXPECT_EQ(find_controlled_parameter("max_prepared_transactions")->minimum, 0);
  EXPECT_FALSE(find_controlled_parameter("wal_keep_size")->is_on_command_line);
  EXPECT_EQ(find_controlled_parameter("work_mem"), nullptr);
}

TEST(ControlledParameters, ChangeWithTheVersion) {
  const ControlledParameter* const hints = find_controlled_parameter("wal_log_hints");
  EXPECT_EQ(hints->accepts_in({3, 0, 4}), ControlledValue::nothing);
  EXPECT_EQ(hints->accepts_in({3, 1, 0}), ControlledValue::true_word);
  EXPECT_EQ(hints->accepts_in({3, 3, 9}), ControlledValue::true_word);
  EXPECT_EQ(hints->accepts_in({4, 0, 0}), ControlledValue::bool_word);
  EXPECT_EQ(find_controlled_parameter("port")->accepts_in({4, 1, 0}), ControlledValue::nothing);
  EXPECT_EQ(find_controlled_parameter("port")->computed_from, "postgresql.listen");
}

TEST(RecoveryParameters, AreKnownWithoutCase) {
  EXPECT_TRUE(is_recovery_parameter("primary_conninfo"));
  EXPECT_TRUE(is_recovery_parameter("Restore_Command"));
  EXPECT_FALSE(is_recovery_parameter("hot_standby"));
  EXPECT_FALSE(is_recovery_parameter(""));
}

}  // namespace
}  // namespace patrol::facts
