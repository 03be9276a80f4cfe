// Snapshots survive being saved and read; what is wrong with a file is said with its path.
#include "linter/model/snapshot_json.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

ClusterObservation small_cluster() {
  SecretNumbers numbers;
  ClusterObservation cluster;
  cluster.scope = "demo";
  cluster.space = "/service/";
  cluster.taken_at = 1700000000.25;
  MemberObservation member;
  member.name = "n1";
  PgSetting setting;
  setting.name = "work_mem";
  setting.setting = MaskedText("work_mem", "4096", numbers);
  setting.sourceline = 12;
  member.settings = std::vector{setting};
  member.hba_rules = Unavailable{Cause::denied, "permission denied", "GRANT SELECT"};
  member.receiver = std::optional<PgReceiver>();
  RestStatus rest;
  rest.role = ObservedRole::leader;
  rest.tags = {{"nofailover", "true"}};
  rest.health["/primary"] = 200;
  member.rest = rest;
  PgRole role;
  role.name = "replicator";
  role.connection_limit = 0;
  member.roles = std::vector{role};
  ObservedFile file;
  file.path = "/etc/patroni/patroni.yml";
  file.kind = FileKind::patroni;
  file.text = MaskedText("password: canary\n", numbers);
  file.modified = 5;
  member.files = std::vector{file};
  cluster.members.push_back(member);
  return cluster;
}

TEST(SnapshotJson, ComesBackAsItWas) {
  const ClusterObservation cluster = small_cluster();
  const std::string text = write_snapshot({&cluster, 1});
  const auto read = read_snapshot(text);
  ASSERT_TRUE(read.has_value()) << read.error().detail;
  EXPECT_EQ(write_snapshot(*read), text);
  const MemberObservation& member = read->front().members.front();
  EXPECT_EQ(member.settings->front().setting.text(), "4096");
  EXPECT_EQ(member.rest->role, ObservedRole::leader);
  EXPECT_EQ(member.rest->health.at("/primary"), 200);
  EXPECT_EQ(member.roles->front().connection_limit, 0);
  EXPECT_EQ(member.files->front().text->text(), "password: masked-secret-1\n");
  EXPECT_EQ(text.find("canary"), std::string::npos);
}

TEST(SnapshotJson, KeepsApartWhatIsNothingAndWhatIsNotKnown) {
  const ClusterObservation cluster = small_cluster();
  const auto read = read_snapshot(write_snapshot({&cluster, 1}));
  ASSERT_TRUE(read.has_value());
  const MemberObservation& member = read->front().members.front();
  ASSERT_FALSE(member.hba_rules.has_value());
  EXPECT_EQ(member.hba_rules.error(),
            (Unavailable{Cause::denied, "permission denied", "GRANT SELECT"}));
  ASSERT_TRUE(member.receiver.has_value());
  EXPECT_FALSE(member.receiver->has_value());
  ASSERT_FALSE(member.slots.has_value());
  EXPECT_EQ(member.slots.error().cause, Cause::not_asked);
}

TEST(SnapshotJson, ReadsASingleCluster) {
  const auto read = read_snapshot(R"({"scope": "demo", "members": [{"name": "n1", "slots": []}]})");
  ASSERT_TRUE(read.has_value());
  EXPECT_TRUE(read->front().members.front().slots.has_value());
}

TEST(SnapshotJson, NamesThePathOfAWrongType) {
  const auto read = read_snapshot(R"({"members": [{"name": 1}]})");
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().detail, "`cluster.members[0].name` is number, not a text");
  const auto large = read_snapshot(R"({"members": [{"server": {"version_num": 99999999999}}]})");
  EXPECT_EQ(large.error().detail,
            "`cluster.members[0].server.version_num` is number, not a number of that size");
}

TEST(SnapshotJson, RefusesWhatIsNone) {
  EXPECT_FALSE(read_snapshot("").has_value());
  EXPECT_FALSE(read_snapshot("[1]").has_value());
  EXPECT_FALSE(read_snapshot("{}").has_value());
  EXPECT_FALSE(read_snapshot(R"({"patrol_snapshot": 2, "clusters": []})").has_value());
}

TEST(SnapshotJson, MasksWhatSomebodyWroteIntoIt) {
  const auto read = read_snapshot(
      R"({"members": [], "given": [{"path": "a", "kind": "patroni", "text": "password: canary"}]})");
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->front().given.front().text->text(), "password: masked-secret-1000000001");
}

}  // namespace
}  // namespace patrol
