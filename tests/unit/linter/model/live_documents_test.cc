#include "linter/model/live_documents.h"

#include <gtest/gtest.h>

#include "linter/analysis/effective_inputs.h"

namespace patrol {
namespace {

class CollectObserved : public testing::Test {
 protected:
  MemberObservation& member(std::string name) {
    live_.members.emplace_back().name = std::move(name);
    live_.members.back().files = std::vector<ObservedFile>{};
    return live_.members.back();
  }
  ObservedFile file(std::string path, FileKind kind, std::string_view text) {
    ObservedFile out;
    out.path = std::move(path);
    out.kind = kind;
    out.text = MaskedText(text, numbers_);
    return out;
  }
  const Snapshot& read() {
    collect_observed(live_, {}, collection_);
    return collection_.clusters.back();
  }

  ClusterObservation live_;
  SecretNumbers numbers_;
  Collection collection_;
};

TEST_F(CollectObserved, NamesFilesForTheirMembers) {
  member("n1").files->push_back(file("/etc/p.yml", FileKind::patroni, "name: n1\nscope: s\n"));
  const Snapshot& cluster = read();
  ASSERT_EQ(cluster.patroni.size(), 1U);
  EXPECT_EQ(cluster.sources->name(cluster.patroni[0]->file), "n1:/etc/p.yml");
  EXPECT_EQ(cluster.owner_of(cluster.patroni[0]->file), "n1");
  EXPECT_EQ(path_on_machine("n1:/etc/p.yml"), "/etc/p.yml");
  EXPECT_EQ(cluster.live, &collection_.observations.back());
}

TEST_F(CollectObserved, TakesTheKindFromTheCollector) {
  member("n1").files->push_back(file("/x", FileKind::hba, "local all all peer\n"));
  EXPECT_EQ(read().hba.at(0)->hba.records.size(), 1U);
}

TEST_F(CollectObserved, LaysOutTheDynamicConfiguration) {
  live_.scope = "main";
  live_.space = "/service/";
  live_.dcs = DcsState{};
  live_.dcs->config = MaskedText(R"({"ttl":30,"loop_wait":10})", numbers_);
  const Snapshot& cluster = read();
  ASSERT_EQ(cluster.dynamic.size(), 1U);
  EXPECT_EQ(cluster.sources->name(cluster.dynamic[0]->file), "dcs:/service/main/config");
  EXPECT_EQ(cluster.dynamic[0]->root()["loop_wait"].integer(), 10);
  EXPECT_EQ(cluster.sources->line_count(cluster.dynamic[0]->file), 4U);
}

TEST_F(CollectObserved, AsksTheRestApiWhereTheDcsIsNotKnown) {
  member("n1").rest = RestStatus{};
  live_.members[0].rest->config = MaskedText(R"({"ttl":30})", numbers_);
  const Snapshot& cluster = read();
  EXPECT_EQ(cluster.sources->name(cluster.dynamic.at(0)->file), "n1:/config");
}

TEST_F(CollectObserved, TakesVersionsFromTheServers) {
  member("n1").server = PgServer{};
  live_.members[0].server->version_num = 150020;
  live_.members[0].rest = RestStatus{};
  live_.members[0].rest->patroni_version = "3.0.2";
  live_.members[0].files->push_back(file("/p.yml", FileKind::patroni, "name: n1\n"));
  const Snapshot& cluster = read();
  EXPECT_EQ(cluster.patroni[0]->postgres.version, (Version{15, 20, 0}));
  EXPECT_TRUE(cluster.patroni[0]->patroni.is_known);
  EXPECT_EQ(cluster.patroni_version.version, (Version{3, 0, 2}));
  EXPECT_TRUE(cluster.postgres_version.is_known);
  EXPECT_FALSE(cluster.etcd_version.is_known);
}

TEST_F(CollectObserved, ReadsIncludesOfTheSameMemberOnly) {
  for (const char* name : {"n1", "n2"}) {
    auto& files = *member(name).files;
    files.push_back(file("/data/pg_hba.conf", FileKind::hba, "local all @admins peer\n"));
    files.push_back(file("/data/admins", FileKind::hba, std::string(name) + "_admin\n"));
  }
  live_.members[1].files->pop_back();
  const Snapshot& cluster = read();
  ASSERT_EQ(cluster.hba.size(), 2U) << "what is included is no policy of its own";
  EXPECT_TRUE(cluster.hba[0]->hba.errors.empty());
  EXPECT_FALSE(cluster.hba[1]->hba.errors.empty());
}

TEST_F(CollectObserved, KeepsWhatCouldNotBeReadOut) {
  ObservedFile denied = file("/etc/p.yml", FileKind::patroni, "");
  denied.text = Unavailable{Cause::denied, "permission denied", ""};
  member("n1").files->push_back(denied);
  const Snapshot& cluster = read();
  EXPECT_TRUE(cluster.patroni.empty());
  EXPECT_TRUE(cluster.live_files.empty());
}

TEST_F(CollectObserved, LetsTheAuditorsFileStandForAMemberWithoutFiles) {
  member("n1");
  live_.given.push_back(file("p.yml", FileKind::patroni, "name: n1\n"));
  const Snapshot& cluster = read();
  ASSERT_EQ(cluster.patroni.size(), 1U);
  EXPECT_EQ(cluster.sources->name(cluster.patroni[0]->file), "p.yml");
  EXPECT_EQ(cluster.owner_of(cluster.patroni[0]->file), "n1");
}

TEST_F(CollectObserved, PrefersTheMembersOwnFile) {
  member("n1").files->push_back(file("/etc/p.yml", FileKind::patroni, "name: n1\n"));
  live_.given.push_back(file("p.yml", FileKind::patroni, "name: n1\n"));
  live_.given.push_back(file("ctl.yml", FileKind::patroni, "scope: main\n"));
  const Snapshot& cluster = read();
  ASSERT_EQ(cluster.patroni.size(), 1U);
  EXPECT_EQ(cluster.sources->name(cluster.patroni[0]->file), "n1:/etc/p.yml");
  EXPECT_EQ(cluster.live_files.size(), 3U);
}

TEST_F(CollectObserved, GivesServersFilesAndRolesToTheirMembers) {
  for (const char* name : {"n1", "n2"}) {
    auto& files = *member(name).files;
    files.push_back(file("/etc/patroni/p.yml", FileKind::patroni, "postgresql: {}\n"));
    files.push_back(file("/etc/default/patroni", FileKind::patroni_env, "PATRONI_NAME=other\n"));
    files.push_back(
        file("/data/postgresql.auto.conf", FileKind::postgres_conf, "work_mem = 1MB\n"));
  }
  live_.dcs = DcsState{};
  live_.dcs->leader = "n2";
  const auto inputs = member_inputs(read(), {});
  ASSERT_EQ(inputs.size(), 2U);
  EXPECT_EQ(inputs[0].name, "n1");
  EXPECT_EQ(inputs[0].role, MemberRole::replica);
  EXPECT_EQ(inputs[1].role, MemberRole::leader);
  ASSERT_NE(inputs[0].automatic, nullptr);
  ASSERT_NE(inputs[1].automatic, nullptr);
  EXPECT_NE(inputs[0].automatic, inputs[1].automatic);
  EXPECT_EQ(inputs[1].environment.size(), 1U);
}

TEST_F(CollectObserved, TakesSeveralClusters) {
  member("n1").files->push_back(file("/p.yml", FileKind::patroni, "name: n1\n"));
  read();
  live_.members[0].name = "m1";
  const Snapshot& second = read();
  ASSERT_EQ(collection_.clusters.size(), 2U);
  EXPECT_EQ(second.patroni.size(), 1U);
  EXPECT_EQ(collection_.clusters[0].live->members[0].name, "n1");
}

}  // namespace
}  // namespace patrol
