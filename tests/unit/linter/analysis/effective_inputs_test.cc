// Which files make a member.
#include "linter/analysis/effective_inputs.h"

#include <gtest/gtest.h>

#include "tests/support/member_builder.h"

namespace patrol {
namespace {

using testing::member_yml;
using testing::MemberBuilder;

TEST(MemberInputs, MergeAFolderInTheOrderOfNames) {
  MemberBuilder member;
  member.file("conf.d/00.yml", member_yml("postgresql:\n  parameters: {work_mem: 8MB, a.b: 1}\n"))
      .file("conf.d/90.yaml", "postgresql: {parameters: {work_mem: 9MB, a.b: null}}\n")
      .file("conf.d/99.conf", "postgresql:\n  parameters: {work_mem: 1MB}\n");
  ASSERT_EQ(member.inputs().size(), 1U);
  EXPECT_EQ(member.ask("work_mem"), "9216 by local");
  EXPECT_EQ(member.losses("work_mem"), "weaker");
  EXPECT_EQ(member.losses("a.b"), "nulled");
}

TEST(MemberInputs, KeepMembersOfOneFolderApart) {
  MemberBuilder members;
  members.file("n1.yml", member_yml("")).file("n2.yml", "scope: demo\nname: n2\nrestapi: {}\n");
  EXPECT_EQ(members.inputs().size(), 2U);
}

TEST(MemberInputs, PutTheEnvironmentOverTheFile) {
  MemberBuilder member(member_yml(""));
  member.file("etc/patroni/patroni.env",
              "PATRONI_POSTGRESQL_LISTEN=0.0.0.0:6000\nPATRONI_TTL=77\nPATRONI_NAME=other\n");
  ASSERT_EQ(member.inputs().size(), 1U);
  EXPECT_EQ(member.inputs().front().name, "other");
  EXPECT_EQ(member.ask("postgresql.listen"), "0.0.0.0:6000 by environment");
  EXPECT_EQ(member.losses("postgresql.listen"), "weaker");
  EXPECT_EQ(member.ask("port"), "6000 by command_line");
  EXPECT_EQ(member.ask("ttl"), "30 by default");
}

TEST(MemberInputs, ReadAWholeConfigurationFromOneVariable) {
  MemberBuilder member;
  member.file("patroni.env",
              "PATRONI_CONFIGURATION=\"{scope: demo, name: n7, postgresql: {listen: 'a:1', "
              "parameters: {work_mem: 8MB}}}\"\nPATRONI_NAME=ignored\n");
  ASSERT_EQ(member.inputs().size(), 1U);
  EXPECT_EQ(member.inputs().front().name, "n7");
  EXPECT_EQ(member.ask("work_mem"), "8192 by environment");
}

TEST(MemberInputs, ShareTheOnlyBootstrapSection) {
  MemberBuilder members;
  members.file("n1.yml", member_yml(""))
      .file("n2.yml", "scope: demo\nname: n2\nbootstrap: {dcs: {ttl: 44}}\n");
  EXPECT_EQ(members.ask("ttl"), "44 by dynamic");
}

TEST(MemberInputs, GiveServerFilesToTheMemberTheyStandBy) {
  MemberBuilder members(member_yml(""));
  members
      .file("n2/etc/patroni/patroni.yml",
            "scope: demo\nname: n2\npostgresql: {data_dir: /var/lib/postgresql/15/main}\n")
      .file("var/lib/postgresql/15/main/postgresql.auto.conf", "work_mem = '1MB'\n")
      .file("n2/var/lib/postgresql/15/main/postgresql.auto.conf", "work_mem = '2MB'\n");
  ASSERT_EQ(members.inputs().size(), 2U);
  for (const MemberInput& input : members.inputs())
    EXPECT_EQ(effective_configuration(input).find("work_mem")->value,
              input.name == "n1" ? "1024" : "2048");
}

TEST(ConnectUpstreams, RaiseTheLeaderOfAStandbyCluster) {
  MemberBuilder members;
  members
      .file("a/patroni.yml",
            "scope: one\nname: n1\npostgresql: {connect_address: '10.0.0.9:5432'}\n"
            "bootstrap: {dcs: {postgresql: {parameters: {max_connections: 130}}}}\n")
      .file("b/patroni.yml",
            "scope: two\nname: n2\npostgresql: {listen: '*'}\n"
            "bootstrap: {dcs: {standby_cluster: {host: 10.0.0.9}}}\n");
  auto inputs = members.inputs();
  connect_upstreams(inputs);
  EXPECT_EQ(effective_configuration(inputs.back()).find("max_connections")->value, "130");
  EXPECT_EQ(effective_configuration(inputs.front()).find("max_worker_processes")->value, "8");
}

}  // namespace
}  // namespace patrol
