// What becomes of each key of a change.
#include "linter/analysis/preview.h"

#include <string>

#include <gtest/gtest.h>

#include "linter/analysis/effective_merge.h"
#include "tests/support/member_builder.h"
#include "tests/support/yaml_builder.h"

namespace patrol {
namespace {

using testing::member_yml;
using testing::MemberBuilder;

/// A member, the DCS's copy, and a change of it.
struct Dry {
  std::string local;
  std::string dynamic = "{}";
  std::string patch;
  Version patroni{4, 1, 0};

  [[nodiscard]] MemberPreview run() const {
    MemberBuilder member(member_yml(local));
    member.dynamic(dynamic).patroni(patroni);
    const YamlTree before = read_strict(dynamic);
    const YamlTree change = read_strict(patch);
    const Value root(change, change.root);
    const auto after = merge_documents(std::vector<Value>{{before, before.root}, root}).tree;
    return preview_member(member.inputs().front(), {*after, after->root}, root);
  }
  /// "name: before -> after verdict action"
  [[nodiscard]] std::string ask(std::string_view name) const {
    for (const SettingChange& change : run().changes)
      if (change.name == name)
        return change.before + " -> " + change.after + " " +
               std::string(to_string(change.verdict)) + " " + std::string(to_string(change.action));
    return "not named";
  }
};

TEST(Preview, TellsRestartFromReload) {
  const Dry dry{.dynamic = "{postgresql: {parameters: {max_connections: 200}}}",
                .patch = "{postgresql: {parameters: {max_connections: 300, work_mem: 16MB}}}"};
  EXPECT_EQ(dry.ask("max_connections"), "200 -> 300 applied restart");
  EXPECT_EQ(dry.ask("work_mem"), "4096 -> 16384 applied reload");
}

TEST(Preview, SaysWhichPlaceDecidesInstead) {
  const Dry dry{.local = "postgresql:\n  parameters: {work_mem: 8MB}\n",
                .patch = "{postgresql: {parameters: {work_mem: 16MB}}}"};
  EXPECT_EQ(dry.ask("work_mem"), "8192 -> 8192 ignored none");
  const auto changes = dry.run().changes;
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_TRUE(changes[0].decided_at);
  EXPECT_EQ(changes[0].decided_by, "local");
  EXPECT_FALSE(changes[0].reason.empty());
}

TEST(Preview, ReportsNamesThatNobodyReads) {
  const Dry dry{.patch = "{ttll: 20, scope: x, postgresql: {parameters: {shared_bufers: 1GB}}}"};
  EXPECT_EQ(dry.ask("ttll"), " ->  ignored none");
  EXPECT_EQ(dry.ask("shared_bufers"), " ->  refused none");
}

TEST(Preview, TakesKeysAwayByNull) {
  const Dry dry{.dynamic = "{ttl: 60, postgresql: {parameters: {work_mem: 16MB}}}",
                .patch = "{ttl: null, postgresql: {parameters: {work_mem: null}}}"};
  EXPECT_EQ(dry.ask("ttl"), "60 -> 30 applied loop");
  EXPECT_EQ(dry.ask("work_mem"), "16384 -> 4096 applied reload");
}

TEST(Preview, KnowsSlotsByName) {
  const Dry dry{.dynamic = "{slots: {a: {type: physical}}}",
                .patch = "{slots: {a: null, b: {type: physical}}}"};
  EXPECT_EQ(dry.ask("slots.a.type"), "physical ->  applied loop");
  EXPECT_EQ(dry.ask("slots.b.type"), " -> physical applied loop");
}

TEST(Preview, ShowsWhatPatroniAdjusts) {
  const Dry dry{.patch = "{ttl: 20}"};
  EXPECT_EQ(dry.ask("ttl"), "30 -> 20 applied loop");
  EXPECT_EQ(dry.ask("loop_wait"), "10 -> 1 follows loop");
}

TEST(Preview, RefusesTheWholeWhereOneValueDoes) {
  const Dry dry{.dynamic = "{ttl: 60}",
                .patch = "{loop_wait: 5, postgresql: {parameters: {max_connections: abc}}}",
                .patroni = {3, 0, 2}};
  EXPECT_FALSE(dry.run().refusal.empty());
  EXPECT_EQ(dry.ask("loop_wait"), "10 -> 10 refused none");
  const Dry later{.dynamic = dry.dynamic, .patch = dry.patch};
  EXPECT_TRUE(later.run().refusal.empty());
  EXPECT_EQ(later.ask("loop_wait"), "10 -> 5 applied loop");
  EXPECT_EQ(later.ask("max_connections"), "100 -> 100 refused none");
}

TEST(Preview, KnowsWhichWayStandbyFloorsGo) {
  const Dry dry{
      .dynamic = "{postgresql: {parameters: {max_connections: 200, max_wal_senders: 20}}}",
      .patch = "{postgresql: {parameters: {max_connections: 300, max_wal_senders: 12}}}"};
  const auto changes = dry.run().changes;
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[0].direction, ChangeDirection::raised);
  EXPECT_EQ(changes[1].direction, ChangeDirection::lowered);
}

TEST(Preview, CallsWhatIsThereAlreadyUnchanged) {
  const Dry dry{.dynamic = "{ttl: 60}", .patch = "{ttl: 60}"};
  EXPECT_EQ(dry.ask("ttl"), "60 -> 60 unchanged none");
}

}  // namespace
}  // namespace patrol
