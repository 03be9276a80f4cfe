// Selection and order of findings.
#include "linter/engine/engine.h"

#include <array>

#include <gtest/gtest.h>

namespace patrol {
namespace {

void say_twice(const Snapshot& /*cluster*/, Report& report) {
  report.add({Span{FileId{0}, 5, 6}, "b"}, "later");
  report.add({Span{FileId{0}, 1, 2}, "a"}, "earlier");
  report.add({Span{FileId{0}, 1, 2}, "a"}, "earlier");
}

constinit const Rule first{.id = "AAA001", .name = "first-rule", .check = say_twice};
constinit const Rule second{.id = "AAB001", .name = "second-rule", .check = say_twice};
constexpr std::array<const Rule*, 2> rules = {&first, &second};

TEST(Selection, TakesCodesNamesAndGroups) {
  EXPECT_TRUE((Selection{{"AAA001"}, {}}.has(first)));
  EXPECT_TRUE((Selection{{"first-rule"}, {}}.has(first)));
  EXPECT_TRUE((Selection{{"AAA"}, {}}.has(first)));
  EXPECT_FALSE((Selection{{"AAA"}, {}}.has(second)));
  EXPECT_FALSE((Selection{{}, {"AAB"}}.has(second)));
}

TEST(Selection, NamesWordsThatAreNoRule) {
  const Selection selection{{"AAA", "TYP001"}, {"first-rule"}};
  EXPECT_EQ(selection.unknown(rules), std::vector<std::string>{"TYP001"});
}

TEST(RunRules, SortsByPlaceAndSaysNothingTwice) {
  const auto findings = run_rules(rules, Selection{{"AAA001"}, {}}, Snapshot{});
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].message, "earlier");
  EXPECT_EQ(findings[1].message, "later");
}

ClusterObservation one_member() {
  ClusterObservation live;
  live.members.resize(1);
  live.members[0].name = "n1";
  return live;
}

TEST(RunRules, NamesTheMemberThatSaidIt) {
  constexpr auto say = [](const Snapshot&, Report& report) {
    report.add({LivePlace{"n1", "pg_settings", "fsync"}, "fsync"}, "off");
  };
  constinit static const Rule rule{.id = "AAC001", .name = "says", .check = say};
  const std::array<const Rule*, 1> one = {&rule};
  const auto findings = run_rules(one, {}, Snapshot{});
  EXPECT_EQ(findings.at(0).members, std::vector<std::string>{"n1"});
}

TEST(RunRules, LeavesALineToRulesAboutTheServerThatTold) {
  constinit static const Rule rule{
      .id = "AAC001", .name = "yields", .yields_to = {Surface::settings}, .check = say_twice};
  const std::array<const Rule*, 1> one = {&rule};
  ClusterObservation live = one_member();
  Snapshot cluster;
  cluster.live = &live;
  cluster.live_files.push_back({FileId{0}, FileKind::postgres_conf, nullptr, &live.members[0]});
  EXPECT_EQ(run_rules(one, {}, cluster).size(), 2U);
  live.members[0].settings = std::vector<PgSetting>{};
  EXPECT_TRUE(run_rules(one, {}, cluster).empty());
}

TEST(RulesNotChecked, NamesFilesThatCouldNotBeRead) {
  constinit static const Rule rule{
      .id = "AAC001", .name = "needs", .needs = {Surface::files}, .check = say_twice};
  const std::array<const Rule*, 1> one = {&rule};
  ClusterObservation live = one_member();
  ObservedFile denied{.path = "/etc/p.yml", .kind = FileKind::patroni};
  denied.text = Unavailable{Cause::denied, "permission denied", "give --sudo"};
  ObservedFile absent{.path = "/etc/e.env", .kind = FileKind::etcd_env};
  absent.text = Unavailable{Cause::missing, "", ""};
  live.members[0].files = std::vector{denied, absent};
  Snapshot cluster;
  cluster.live = &live;
  const auto gaps = rules_not_checked(one, {}, cluster);
  ASSERT_EQ(gaps.size(), 1U);
  EXPECT_EQ(gaps[0].reason, "/etc/p.yml: permission denied; give --sudo");
}

}  // namespace
}  // namespace patrol
