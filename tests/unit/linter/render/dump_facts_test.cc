// The tables of facts as JSON.
#include "linter/render/dump_facts.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "linter/facts/facts.h"

namespace patrol {
namespace {

using nlohmann::json;

json table(FactTable name) {
  return json::parse(dump_facts(name));
}

/// The row of a list whose `key` has that value.
json row(const json& rows, const std::string& key, const std::string& value) {
  for (const json& item : rows)
    if (item.at(key) == value) return item;
  return nullptr;
}

TEST(DumpFacts, WritesEveryParameterWithItsSpans) {
  const json parameters = table(FactTable::postgres).at("parameters");
  EXPECT_EQ(parameters.size(), facts::gucs().size());
  const json level = row(parameters, "name", "wal_level");
  EXPECT_EQ(level.at("spans").at(0).at("words"), (json{"minimal", "replica", "logical"}));
  EXPECT_EQ(level.at("spans").at(0).at("hidden_words"), (json{"archive", "hot_standby"}));
  EXPECT_EQ(level.at("spans").at(0).at("boot"), "replica");
  EXPECT_FALSE(level.at("spans").at(0).contains("unit"));
}

TEST(DumpFacts, KeepsNullAndEmptyDefaultsApart) {
  const json parameters = table(FactTable::postgres).at("parameters");
  EXPECT_FALSE(row(parameters, "name", "config_file").at("spans").at(0).contains("boot"));
  EXPECT_EQ(row(parameters, "name", "archive_command").at("spans").at(0).at("boot"), "");
}

TEST(DumpFacts, WritesHiddenAndRemovedParameters) {
  const json postgres = table(FactTable::postgres);
  EXPECT_EQ(row(postgres.at("hidden"), "name", "sort_mem").at("of"), "work_mem");
  EXPECT_EQ(row(postgres.at("successors"), "name", "wal_keep_segments").at("removed_in"), 13);
}

TEST(DumpFacts, WritesPatroni) {
  const json patroni = table(FactTable::patroni);
  EXPECT_EQ(patroni.at("settings").size(), facts::patroni_settings().size());
  const json ttl = row(patroni.at("settings"), "path", "ttl");
  EXPECT_EQ(ttl.at("min"), 20);
  EXPECT_EQ(ttl.at("enforced_since"), "3.2.0");
  EXPECT_EQ(ttl.at("scope"), "dynamic");
  const json hints = row(patroni.at("controlled"), "name", "wal_log_hints");
  EXPECT_EQ(hints.at("spans").at(1), (json{{"since", "3.1.0"}, {"accepts", "true_word"}}));
  EXPECT_EQ(row(patroni.at("controlled"), "name", "max_prepared_transactions").at("min"), 0);
  EXPECT_EQ(patroni.at("recovery").size(), 18U);
  EXPECT_EQ(patroni.at("judges").at(1),
            (json{{"from", "3.0.3"},
                  {"by", "described"},
                  {"source", patroni.at("judges").at(0).at("source")}}));
  EXPECT_EQ(row(patroni.at("differences"), "name", "maintenance_work_mem").at("min"), 1024);
}

TEST(DumpFacts, WritesEtcd) {
  const json etcd = table(FactTable::etcd);
  EXPECT_EQ(etcd.at("settings").size(), facts::etcd_settings().size());
  const json ttl = row(etcd.at("settings"), "flag", "auth-token-ttl");
  EXPECT_EQ(ttl.at("late_in"), json::array({"3.4.10"}));
  EXPECT_EQ(ttl.at("type"), "uint");
}

TEST(FindFactTable, TakesThreeNames) {
  EXPECT_EQ(find_fact_table("etcd"), FactTable::etcd);
  EXPECT_EQ(find_fact_table("haproxy"), std::nullopt);
}

}  // namespace
}  // namespace patrol
