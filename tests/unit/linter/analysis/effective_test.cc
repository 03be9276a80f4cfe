// Which value is in force, by which layer, and by which rule the others lost.
#include "linter/analysis/effective.h"

#include <gtest/gtest.h>

#include "tests/support/member_builder.h"

namespace patrol {
namespace {

using testing::member_yml;
using testing::MemberBuilder;

const std::string parameters = "postgresql:\n  parameters: {work_mem: 8MB, max_connections: 500}\n";

TEST(EffectiveConfiguration, TakesControlledParametersFromTheDcsOnly) {
  MemberBuilder member(member_yml(parameters));
  member.dynamic("postgresql: {parameters: {max_connections: 200, work_mem: 4MB}}");
  EXPECT_EQ(member.ask("max_connections"), "200 by command_line");
  EXPECT_EQ(member.losses("max_connections"), "controlled");
  EXPECT_EQ(member.ask("work_mem"), "8192 by local");
  EXPECT_EQ(member.losses("work_mem"), "weaker");
}

TEST(EffectiveConfiguration, ReadsBootstrapDcsOnce) {
  const std::string dcs =
      "bootstrap: {dcs: {ttl: 40, postgresql: {parameters: {work_mem: 9MB}}}}\n";
  EXPECT_EQ(MemberBuilder(member_yml(dcs)).ask("work_mem"), "9216 by dynamic");
  EXPECT_EQ(MemberBuilder(member_yml(dcs)).ask("ttl"), "40 by dynamic");
  MemberBuilder running(member_yml(dcs));
  running.dynamic("{}");
  EXPECT_EQ(running.ask("work_mem"), "4096 by default");
  EXPECT_EQ(running.losses("work_mem"), "once");
  EXPECT_EQ(running.ask("ttl"), "30 by default");
  EXPECT_EQ(running.losses("ttl"), "once");
}

TEST(EffectiveConfiguration, ComputesAddressesAndName) {
  MemberBuilder member(member_yml(""));
  EXPECT_EQ(member.ask("port"), "5433 by command_line");
  EXPECT_EQ(member.ask("listen_addresses"), "10.0.0.1 by command_line");
  EXPECT_EQ(member.ask("cluster_name"), "demo by command_line");
  EXPECT_EQ(member.ask("wal_keep_size"), "128 by computed");
}

TEST(EffectiveConfiguration, PutsValuesBelowTheFloorAtTheDefault) {
  MemberBuilder member(member_yml(""));
  member.dynamic("postgresql: {parameters: {max_connections: 24, wal_level: minimal}}");
  EXPECT_EQ(member.ask("max_connections"), "100 by command_line");
  EXPECT_EQ(member.losses("max_connections"), "refused");
  EXPECT_EQ(member.ask("wal_level"), "replica by command_line");
}

TEST(EffectiveConfiguration, LosesTheWholeDcsForOneValueInOldReleases) {
  const std::string dynamic = "{ttl: 60, postgresql: {parameters: {max_connections: abc}}}";
  MemberBuilder old(member_yml(""));
  old.dynamic(dynamic).patroni({3, 0, 2});
  EXPECT_EQ(old.configuration().dynamic_fate, DynamicFate::kept);
  EXPECT_EQ(old.ask("ttl"), "30 by default");
  EXPECT_EQ(old.losses("max_connections"), "all_refused");
  MemberBuilder later(member_yml(""));
  later.dynamic(dynamic).patroni({4, 0, 7});
  EXPECT_EQ(later.ask("ttl"), "60 by dynamic");
  EXPECT_EQ(later.losses("max_connections"), "refused");
}

TEST(EffectiveConfiguration, KeepsTheFirstConfigurationWhereALaterOneIsRefused) {
  MemberBuilder member(member_yml("bootstrap: {dcs: {ttl: 50}}\n"));
  member.dynamic("{ttl: sixty, loop_wait: 3}");
  EXPECT_EQ(member.ask("ttl"), "50 by dynamic");
  EXPECT_EQ(member.losses("ttl"), "all_refused");
  EXPECT_EQ(member.ask("loop_wait"), "10 by default");
}

TEST(EffectiveConfiguration, FitsTimingSinceRelease32) {
  MemberBuilder member(member_yml(""));
  member.dynamic("{ttl: 20, loop_wait: 10, retry_timeout: 10}");
  EXPECT_EQ(member.ask("loop_wait"), "1 by dynamic");
  EXPECT_EQ(member.ask("retry_timeout"), "9 by dynamic");
  MemberBuilder old(member_yml(""));
  old.dynamic("{ttl: 20, loop_wait: 10, retry_timeout: 10}").patroni({3, 1, 2});
  EXPECT_EQ(old.ask("loop_wait"), "10 by dynamic");
}

TEST(EffectiveConfiguration, LetsALocalNullHideTheDcs) {
  MemberBuilder member(member_yml("postgresql:\n  parameters: {work_mem: null}\n"));
  member.dynamic("postgresql: {parameters: {work_mem: 8MB}}");
  EXPECT_EQ(member.ask("work_mem"), "4096 by default");
  EXPECT_EQ(member.losses("work_mem"), "nulled, weaker");
}

TEST(EffectiveConfiguration, ReadsNumbersAsPythonAndPostgresDo) {
  MemberBuilder member(
      member_yml("postgresql:\n  parameters: {work_mem: 0100000, log_file_mode: 0640, "
                 "checkpoint_timeout: 5:00, archive_mode: on}\n"));
  EXPECT_EQ(member.ask("work_mem"), "32768 by local");
  EXPECT_EQ(member.ask("log_file_mode"), "0640 by local");
  EXPECT_EQ(member.ask("checkpoint_timeout"), "300 by local");
  EXPECT_EQ(member.ask("archive_mode"), "on by local");
}

TEST(EffectiveConfiguration, ClampsAndDropsByPatronisTable) {
  MemberBuilder member(
      member_yml("postgresql:\n  parameters: {work_mem: 1, effective_cache_size: 4gb, wrk_mem: 1, "
                 "my.own: 2}\n"));
  EXPECT_EQ(member.ask("work_mem"), "64 by local");
  EXPECT_EQ(member.ask("effective_cache_size"), "524288 by default");
  EXPECT_EQ(member.losses("effective_cache_size"), "dropped");
  EXPECT_EQ(member.losses("wrk_mem"), "dropped");
  EXPECT_EQ(member.ask("my.own"), "2 by local");
}

TEST(EffectiveConfiguration, PutsTheServersFilesInOrder) {
  MemberBuilder member(member_yml(parameters));
  member.file("var/lib/postgresql/15/main/postgresql.base.conf", "work_mem = 1MB\nport = 1\n")
      .file("var/lib/postgresql/15/main/postgresql.auto.conf",
            "work_mem = '16MB'\nmax_connections = '300'\n");
  EXPECT_EQ(member.ask("work_mem"), "16384 by auto_conf");
  EXPECT_EQ(member.losses("work_mem"), "weaker, weaker");
  EXPECT_EQ(member.ask("max_connections"), "100 by command_line");
  EXPECT_EQ(member.losses("max_connections"), "weaker, controlled");
}

TEST(EffectiveConfiguration, FindsLinesAddedToPatronisFile) {
  MemberBuilder member(member_yml(parameters));
  member.file("var/lib/postgresql/15/main/postgresql.conf",
              "# Do not edit this file manually!\n# It will be overwritten by Patroni!\n"
              "include 'postgresql.base.conf'\n\nport = '5433'\nwork_mem = '8MB'\n"
              "work_mem = 70MB\n");
  EXPECT_EQ(member.ask("work_mem"), "71680 by conf_edit");
  EXPECT_EQ(member.ask("port"), "5433 by command_line");
}

TEST(EffectiveConfiguration, IncludesCustomConfInsteadOfTheBase) {
  MemberBuilder member(
      member_yml("postgresql:\n  parameters: {}\n  custom_conf: /etc/pg/own.conf\n"));
  member.file("var/lib/postgresql/15/main/postgresql.base.conf", "work_mem = 1MB\n")
      .file("etc/pg/own.conf", "seq_page_cost = 1.5\nrandom_page_cost = 2\nfsync = on\n");
  EXPECT_EQ(member.ask("seq_page_cost"), "1.5 by custom_conf");
  EXPECT_EQ(member.ask("work_mem"), "4096 by default");
  EXPECT_EQ(member.losses("work_mem"), "not_read");
}

TEST(EffectiveConfiguration, WritesRecoverySettingsOnReplicasOnly) {
  const std::string yml = member_yml("postgresql:\n  parameters: {restore_command: cp a b}\n");
  EXPECT_EQ(MemberBuilder(yml).ask("restore_command"), " by default");
  EXPECT_EQ(MemberBuilder(yml).losses("restore_command"), "other_role");
  MemberBuilder replica(yml);
  replica.role(MemberRole::replica);
  EXPECT_EQ(replica.ask("restore_command"), "cp a b by local");
  EXPECT_EQ(replica.ask("recovery_target_timeline"), "latest by computed");
}

TEST(EffectiveConfiguration, IgnoresSettingsInTheWrongLayer) {
  MemberBuilder member(member_yml("synchronous_mode: true\ntags: {nosync: 'false'}\n"));
  member.dynamic("{tags: {zone: a}, postgresql: {data_dir: /x}}");
  EXPECT_EQ(member.ask("synchronous_mode"), "false by default");
  EXPECT_EQ(member.losses("synchronous_mode"), "not_read");
  EXPECT_EQ(member.losses("tags.zone"), "not_read");
  EXPECT_EQ(member.losses("postgresql.data_dir"), "not_read");
  EXPECT_EQ(member.ask("tags.nosync"), "true by local");
}

TEST(EffectiveConfiguration, GivesPrioritiesTheirMeaningFromTheReleaseThatKnowsThem) {
  const std::string tags = "tags: {nofailover: false, failover_priority: 0, sync_priority: 3}\n";
  MemberBuilder before(member_yml(tags));
  EXPECT_EQ(before.patroni({3, 0, 2}).ask("tags.failover_priority"), "0 by local");
  MemberBuilder since(member_yml(tags));
  EXPECT_EQ(since.patroni({4, 0, 7}).ask("tags.nofailover"), "false by local");
  EXPECT_EQ(since.ask("tags.sync_priority"), "3 by local");
}

TEST(EffectiveConfiguration, ExcludesByAPriorityOfNothingUnlessTheWordIsGiven) {
  MemberBuilder number(member_yml("tags: {failover_priority: 0}\n"));
  EXPECT_EQ(number.ask("tags.nofailover"), "true by computed");
  MemberBuilder empty(member_yml("tags: {nosync: null, sync_priority: 0}\n"));
  EXPECT_EQ(empty.ask("tags.nosync"), "true by computed");
  MemberBuilder both(member_yml("tags: {nofailover: false, failover_priority: 0, nosync: true}\n"));
  EXPECT_EQ(both.ask("tags.nofailover"), "false by local");
  EXPECT_EQ(both.ask("tags.failover_priority"), "0 by local");
  EXPECT_EQ(both.ask("tags.sync_priority"), "0 by default");
}

TEST(EffectiveConfiguration, TakesStandbyNamesFromPatroniInSynchronousMode) {
  const std::string dynamic =
      "{synchronous_mode: on, postgresql: {parameters: {synchronous_standby_names: a}}}";
  MemberBuilder member(member_yml(""));
  member.dynamic(dynamic);
  EXPECT_EQ(member.ask("synchronous_standby_names"), " by default");
  EXPECT_EQ(member.losses("synchronous_standby_names"), "computed");
}

TEST(EffectiveConfiguration, NamesWhatIsNoSettingAtAll) {
  MemberBuilder member(member_yml("fail_safe: true\n"));
  EXPECT_EQ(member.losses("fail_safe"), "not_read");
  EXPECT_EQ(member.ask("nothing_of_the_kind"), "absent");
}

}  // namespace
}  // namespace patrol
