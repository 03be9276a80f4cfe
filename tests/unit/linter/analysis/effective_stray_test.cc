// What stands where nothing reads it.
#include <gtest/gtest.h>

#include "tests/support/member_builder.h"

namespace patrol {
namespace {

using testing::member_yml;
using testing::MemberBuilder;

TEST(Strays, AreFoundBesideParameters) {
  MemberBuilder member(member_yml("postgresql:\n  parameters: {}\n  work_mem: 64MB\n"));
  member.dynamic("{max_connections: 300, postgresql: {shared_buffers: 1GB}}");
  EXPECT_EQ(member.ask("work_mem"), "4096 by default");
  EXPECT_EQ(member.losses("work_mem"), "not_read");
  EXPECT_EQ(member.losses("max_connections"), "not_read");
  EXPECT_EQ(member.losses("shared_buffers"), "not_read");
}

TEST(Strays, AreVariablesThatPatroniDoesNotHave) {
  MemberBuilder member(member_yml(""));
  member.file("etc/patroni/patroni.env",
              "PATRONI_POSTGRESQL_WORK_MEM=64MB\nPATRONI_TTL=60\nPATRONI_SCOPE=demo\n");
  EXPECT_EQ(member.losses("work_mem"), "not_read");
  EXPECT_EQ(member.losses("ttl"), "not_read");
  EXPECT_EQ(member.ask("scope"), "demo by local");
}

}  // namespace
}  // namespace patrol
