// Which layer decides.
#include "linter/model/layers.h"

#include <gtest/gtest.h>

#include "linter/model/collection.h"

namespace patrol {
namespace {

/// One cluster, read from texts.
struct Read {
  explicit Read(std::vector<InputFile> files) { collect(std::move(files), {}, collection); }
  [[nodiscard]] const Snapshot& cluster() const { return collection.clusters.front(); }
  [[nodiscard]] const PatroniDocument& member() const { return *cluster().patroni.front(); }
  [[nodiscard]] std::string_view value(std::string_view name) const {
    return parameter(cluster(), member(), name).text();
  }
  Collection collection;
};

constexpr std::string_view head = "scope: shop\nname: a\n";

InputFile patroni(std::string_view text) {
  return {.path = "patroni.yml", .text = std::string(head).append(text)};
}

TEST(Parameter, TakesTheMembersFileBeforeTheDynamicConfiguration) {
  const Read read(
      {patroni("bootstrap: {dcs: {postgresql: {parameters: {work_mem: 8MB}}}}\n"
               "postgresql: {parameters: {WORK_MEM: 16MB}}\n")});
  EXPECT_EQ(read.value("work_mem"), "16MB");
}

TEST(Parameter, TakesControlledOnesFromTheDynamicConfigurationOnly) {
  const Read read(
      {patroni("bootstrap: {dcs: {postgresql: {parameters: {max_connections: 50}}}}\n"
               "postgresql: {parameters: {max_connections: 70}}\n")});
  EXPECT_EQ(read.value("max_connections"), "50");
}

TEST(Parameter, TakesTheCopyOfTheDcsBeforeBootstrap) {
  const Read read({patroni("bootstrap: {dcs: {postgresql: {parameters: {work_mem: 8MB}}}}\n"
                           "postgresql: {data_dir: /srv/pg/data}\n"),
                   {.path = "dynamic.yml",
                    .text = "ttl: 30\nloop_wait: 10\nretry_timeout: 10\npostgresql:\n"
                            "  parameters: {work_mem: 32MB}\n"}});
  EXPECT_EQ(read.value("work_mem"), "32MB");
}

TEST(EffectiveHba, IsOneListAndNotAMerge) {
  const Read read(
      {patroni("bootstrap:\n  pg_hba: [local all all trust]\n"
               "  dcs: {postgresql: {pg_hba: [local all all md5]}}\n"
               "postgresql: {pg_hba: [local all all peer]}\n")});
  const EffectiveHba hba = effective_hba(read.cluster(), read.member());
  EXPECT_EQ(hba.layer, EffectiveHba::Layer::local);
  ASSERT_NE(hba.list, nullptr);
  EXPECT_EQ(hba.list->hba.records.front().method, "peer");
  EXPECT_TRUE(hba.is_whole);
}

TEST(EffectiveHba, GivesWayToAnEmptyListOfTheMember) {
  const Read read(
      {patroni("bootstrap: {pg_hba: [local all all trust]}\n"
               "postgresql: {pg_hba: []}\n")});
  EXPECT_EQ(effective_hba(read.cluster(), read.member()).layer, EffectiveHba::Layer::none);
}

TEST(EffectiveHba, IsNotWholeWithAnErrorInIt) {
  const Read read({patroni("postgresql: {pg_hba: [local all all peer, hots all]}\n")});
  EXPECT_FALSE(effective_hba(read.cluster(), read.member()).is_whole);
}

TEST(EffectiveHba, IsUnknownWhenTheFileIsElsewhere) {
  const Read read(
      {patroni("postgresql:\n  pg_hba: [local all all peer]\n"
               "  parameters: {hba_file: /etc/pg_hba.conf}\n")});
  EXPECT_EQ(effective_hba(read.cluster(), read.member()).list, nullptr);
}

}  // namespace
}  // namespace patrol
