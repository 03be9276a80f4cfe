// What Patroni makes of keys, by the place where they stand.
#include "linter/model/placed_key.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "linter/model/collection.h"

namespace patrol {
namespace {

/// The keys of one file; `judged` looks them up by the dotted path in the file.
struct Judged {
  explicit Judged(std::string text, std::string name = "patroni.yml") {
    std::vector<InputFile> files;
    files.push_back({std::move(name), std::move(text)});
    collect(std::move(files), {}, collection);
  }
  [[nodiscard]] const PlacedKey& at(std::string_view path) const {
    static const PlacedKey none{};
    for (const Snapshot& cluster : collection.clusters)
      for (const PlacedKey& key : cluster.keys)
        if (key.value.path() == path) return key;
    ADD_FAILURE() << "no key " << path;
    return none;
  }
  Collection collection;
};

TEST(PlacedKeys, KnowSettingsInTheirPlace) {
  const Judged file("scope: main\nbootstrap:\n  dcs: {ttl: 30}\n");
  EXPECT_EQ(file.at("scope").fate, KeyFate::known);
  EXPECT_EQ(file.at("bootstrap.dcs.ttl").fate, KeyFate::known);
  EXPECT_EQ(file.at("bootstrap.dcs.ttl").path, "ttl");
  EXPECT_EQ(file.at("bootstrap.dcs.ttl").layer, SettingLayer::bootstrap_dcs);
}

TEST(PlacedKeys, TellThatADynamicSettingIsInTheWrongLayer) {
  const Judged file("scope: main\nttl: 30\nrestapi: {}\n");
  EXPECT_EQ(file.at("ttl").fate, KeyFate::wrong_layer);
  EXPECT_EQ(file.at("ttl").home, "bootstrap.dcs.ttl");
  EXPECT_TRUE(file.at("ttl").is_at_home_in_dcs);
}

TEST(PlacedKeys, TellTheHomeInDynamicConfigurationWithoutPrefix) {
  const Judged file("ttl: 30\nloop_wait: 10\nparameters: {work_mem: 4MB}\n", "dynamic.yml");
  EXPECT_EQ(file.at("parameters").fate, KeyFate::misplaced);
  EXPECT_EQ(file.at("parameters").home, "postgresql.parameters");
}

TEST(PlacedKeys, FindParametersOutsideOfParameters) {
  const Judged file("scope: a\npostgresql:\n  work_mem: 4MB\n  pg_stat_statements.track: all\n");
  EXPECT_EQ(file.at("postgresql.work_mem").fate, KeyFate::parameter);
  EXPECT_EQ(file.at("postgresql.work_mem").home, "postgresql.parameters");
  EXPECT_EQ(file.at("postgresql.pg_stat_statements.track").fate, KeyFate::parameter);
}

TEST(PlacedKeys, NameTheNearestLegalKey) {
  const Judged file("scope: a\nnamepace: /db/\nrestapi: {conect_address: a}\n");
  EXPECT_EQ(file.at("namepace").near, "namespace");
  EXPECT_EQ(file.at("restapi.conect_address").near, "connect_address");
}

TEST(PlacedKeys, LeaveFreeNamesAlone) {
  const Judged file(
      "scope: a\nx-common: {b: 1}\n.anchors: {b: 1}\nshared: &s {b: 1}\ntags: {zone: b}\n"
      "postgresql:\n  wal_e: {command: /bin/x}\n  parameters: {a.b: 1}\n");
  for (const std::string_view path :
       {"x-common", ".anchors", "shared", "tags.zone", "postgresql.wal_e"})
    EXPECT_EQ(file.at(path).fate, KeyFate::free) << path;
}

TEST(PlacedKeys, TakeASectionThatAMethodListNamesForAMethod) {
  const Judged file("scope: a\npostgresql:\n  create_replica_methods: [logs]\n  logs: {a: b}\n");
  EXPECT_EQ(file.at("postgresql.logs").fate, KeyFate::free);
}

TEST(PlacedKeys, SendALocalSettingOutOfTheDcs) {
  const Judged file("scope: a\nbootstrap:\n  dcs:\n    tags: {nosync: true}\n");
  EXPECT_EQ(file.at("bootstrap.dcs.tags").fate, KeyFate::wrong_layer);
  EXPECT_FALSE(file.at("bootstrap.dcs.tags").is_at_home_in_dcs);
}

TEST(PlacedKeys, ChooseTheHomeByTheShapeOfTheValue) {
  const Judged file("scope: a\nbootstrap: {dcs: {postgresql: {initdb: [data-checksums]}}}\n");
  EXPECT_EQ(file.at("bootstrap.dcs.postgresql.initdb").home, "bootstrap.initdb");
}

TEST(PlacedKeys, SeeLinesThatSlidOutOfAnEmptySection) {
  const Judged file("scope: a\npostgresql:\n  recovery_conf:\n  restore_command: cp\n");
  EXPECT_EQ(file.at("postgresql.restore_command").emptied.path(), "postgresql.recovery_conf");
  EXPECT_FALSE(file.at("postgresql.restore_command").is_away());
}

TEST(PlacedKeys, SeeAUserBesideEmptyUsers) {
  const Judged file("scope: a\nbootstrap:\n  users:\n  admin: {password: x}\n");
  EXPECT_EQ(file.at("bootstrap.admin").emptied.path(), "bootstrap.users");
}

TEST(LegalNames, DependOnTheLayer) {
  const auto has = [](SettingLayer layer, std::string_view name) {
    const auto names = legal_names("postgresql", layer);
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  EXPECT_TRUE(has(SettingLayer::local, "data_dir"));
  EXPECT_FALSE(has(SettingLayer::dynamic, "data_dir"));
  EXPECT_TRUE(has(SettingLayer::dynamic, "use_slots"));
  EXPECT_FALSE(has(SettingLayer::local, "use_slots"));
}

}  // namespace
}  // namespace patrol
