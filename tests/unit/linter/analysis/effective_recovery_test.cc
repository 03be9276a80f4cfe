// Recovery settings and the roles in which they count.
#include <gtest/gtest.h>

#include "tests/support/member_builder.h"

namespace patrol {
namespace {

using testing::member_yml;
using testing::MemberBuilder;

MemberBuilder& replica(MemberBuilder& member) {
  return member.role(MemberRole::replica);
}

TEST(Recovery, ReplacesTheDcsSectionByTheOwnOneAsAWhole) {
  MemberBuilder member(
      member_yml("postgresql:\n  parameters: {}\n  recovery_conf: {restore_command: own}\n"));
  replica(member).dynamic(
      "postgresql: {recovery_conf: {restore_command: dcs, recovery_min_apply_delay: 1s}}");
  EXPECT_EQ(member.ask("restore_command"), "own by local");
  EXPECT_EQ(member.losses("restore_command"), "replaced");
  EXPECT_EQ(member.ask("recovery_min_apply_delay"), "0 by default");
}

TEST(Recovery, PutsTheStandbyClusterAboveRecoveryConf) {
  MemberBuilder member(member_yml(""));
  member.dynamic(
      "{standby_cluster: {host: a, restore_command: sc, recovery_min_apply_delay: 2s}, "
      "postgresql: {recovery_conf: {restore_command: rc, archive_cleanup_command: ac}}}");
  EXPECT_EQ(member.ask("restore_command"), "sc by dynamic");
  EXPECT_EQ(member.ask("archive_cleanup_command"), "ac by dynamic");
  EXPECT_EQ(member.ask("recovery_min_apply_delay"), "2000 by dynamic");
  EXPECT_EQ(member.ask("primary_slot_name"), " by default");
}

TEST(Recovery, NamesTheSlotAfterTheMember) {
  MemberBuilder member("scope: demo\nname: Server-1.a\npostgresql: {listen: '*'}\n");
  EXPECT_EQ(replica(member).ask("primary_slot_name"), "server_1_a by computed");
  MemberBuilder without("scope: demo\nname: n1\npostgresql: {listen: '*'}\n");
  replica(without).dynamic("postgresql: {use_slots: off}");
  EXPECT_EQ(without.ask("primary_slot_name"), " by default");
}

TEST(Recovery, TakesUseSlotsAsTextForTrueInOldReleases) {
  MemberBuilder old("scope: demo\nname: n1\npostgresql: {listen: '*'}\n");
  replica(old).dynamic("postgresql: {use_slots: 'off'}").patroni({3, 0, 2});
  EXPECT_EQ(old.ask("primary_slot_name"), "n1 by computed");
}

TEST(Recovery, LeavesOutWhatPatroniSetsItself) {
  MemberBuilder member(member_yml(
      "postgresql:\n  parameters: {}\n  recovery_conf: {recovery_target_timeline: current}\n"));
  EXPECT_EQ(replica(member).ask("recovery_target_timeline"), "latest by computed");
  EXPECT_EQ(member.losses("recovery_target_timeline"), "computed");
}

}  // namespace
}  // namespace patrol
