// What rules about running clusters share: words, times, tags and what is still on its way.
#include "rules/drift/shared_state.h"

#include <gtest/gtest.h>

namespace patrol::rules {
namespace {

struct Cluster {
  ClusterObservation live;
  SourceSet sources;
  Snapshot snapshot;

  Cluster() {
    live.taken_at = 1'790'000'000;  // 2026-09-21 14:13:20 UTC
    live.dcs = DcsState{};
    snapshot.live = &live;
    snapshot.sources = &sources;
    snapshot.patroni_version = {Version{4, 0, 0}, true};
  }
  void promoted(std::string_view time) {
    SecretNumbers numbers;
    live.dcs->history =
        MaskedText(cat(R"([[1, 5, "no recovery target", ")", time, R"("]])"), numbers);
  }
};

TEST(SharedState, ListsAFewNames) {
  const std::vector<std::string> names{"a", "b", "c", "d", "e"};
  EXPECT_EQ(listed(std::span(names).first(1)), "a");
  EXPECT_EQ(listed(std::span(names).first(3)), "a, b and c");
  EXPECT_EQ(listed(names), "a, b and 3 more");
}

TEST(SharedState, WordsAmountsAsPeopleSayThem) {
  EXPECT_EQ(shown_seconds(12.4), "12 s");
  EXPECT_EQ(shown_seconds(600), "10 min");
  EXPECT_EQ(shown_seconds(40.0 * 24 * 3600), "40 days");
  EXPECT_EQ(shown_bytes(0), "0 bytes");
  EXPECT_EQ(shown_bytes(1536), "1.5 kB");
  EXPECT_EQ(shown_bytes(5LL << 30U), "5 GB");
  EXPECT_EQ(shown_time(1'790'000'000), "2026-09-21 14:13 UTC");
  EXPECT_EQ(shown_time(-1), "an unknown time");
}

TEST(SharedState, ReadsTimesWithAZoneOnly) {
  EXPECT_EQ(parse_time("2026-09-21T16:13:20+02:00"), 1'790'000'000);
  EXPECT_EQ(parse_time("2026-09-21T14:13:20.5+00:00"), 1'790'000'000.5);
  EXPECT_FALSE(parse_time("2026-09-21T14:13:20"));
  EXPECT_FALSE(parse_time("soon"));
}

TEST(SharedState, ReadsTagsAsPythonDoes) {
  const Tags tags{{"a", "true"}, {"b", "false"}, {"c", "\"false\""},
                  {"d", "0"},    {"e", "null"},  {"f", "\"n2\""}};
  EXPECT_TRUE(has_tag(tags, "a"));
  EXPECT_FALSE(has_tag(tags, "b"));
  EXPECT_TRUE(has_tag(tags, "c"));
  EXPECT_FALSE(has_tag(tags, "d"));
  EXPECT_FALSE(has_tag(tags, "e"));
  EXPECT_EQ(tag_text(tags, "f"), "n2");
  EXPECT_EQ(tag_text(tags, "g"), "");
}

TEST(SharedState, LetsTheWordBeatThePriority) {
  const Tags allowed{{"nofailover", "false"}, {"failover_priority", "0"}};
  const Tags zero{{"failover_priority", "0"}};
  EXPECT_FALSE(is_shut_out(&allowed, "nofailover", "failover_priority"));
  EXPECT_TRUE(is_shut_out(&zero, "nofailover", "failover_priority"));
  EXPECT_FALSE(is_shut_out(nullptr, "nofailover", "failover_priority"));
}

TEST(SharedState, SettlesAMinuteAfterAPromotion) {
  Cluster cluster;
  EXPECT_FALSE(is_settling(cluster.snapshot));
  cluster.promoted("2026-09-21T14:12:50+00:00");
  EXPECT_TRUE(is_settling(cluster.snapshot));
  cluster.promoted("2026-09-21T14:10:00+00:00");
  EXPECT_FALSE(is_settling(cluster.snapshot));
  cluster.live.is_leader_changed = true;
  EXPECT_TRUE(is_settling(cluster.snapshot));
}

TEST(SharedState, WaitsForAMemberThatStarts) {
  Cluster cluster;
  MemberObservation member;
  member.name = "n1";
  EXPECT_FALSE(is_on_its_way(cluster.snapshot, member));
  member.rest = RestStatus{};
  member.rest->state = "creating replica";
  EXPECT_TRUE(is_on_its_way(cluster.snapshot, member));
  member.rest->state = "running";
  member.server = PgServer{};
  member.server->started = 1000;
  member.server->now = 1030;
  EXPECT_TRUE(is_on_its_way(cluster.snapshot, member));
  member.server->now = 1100;
  EXPECT_FALSE(is_on_its_way(cluster.snapshot, member));
}

}  // namespace
}  // namespace patrol::rules
