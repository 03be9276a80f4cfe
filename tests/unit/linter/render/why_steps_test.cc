// Steps that change a setting for good.
#include <gtest/gtest.h>

#include "linter/base/text.h"
#include "linter/render/why_words.h"
#include "tests/support/member_builder.h"

namespace patrol {
namespace {

using testing::member_yml;
using testing::MemberBuilder;

std::string steps(MemberBuilder& member, const std::string& name) {
  const EffectiveConfiguration configuration = member.configuration();
  return join(steps_to_change(member.inputs().front(), configuration, *configuration.find(name)),
              "\n");
}

TEST(StepsToChange, OrderTheRestartOfWhatAStandbyMustNotHaveLower) {
  MemberBuilder member(member_yml(""));
  const std::string text = steps(member, "max_connections");
  EXPECT_NE(text.find("edit-config demo -p max_connections=VALUE"), std::string::npos);
  EXPECT_LT(text.find("--role replica"), text.find("--role primary"));
  MemberBuilder old(member_yml(""));
  EXPECT_NE(steps(old.patroni({2, 1, 4}), "max_connections").find("--role master"),
            std::string::npos);
}

TEST(StepsToChange, EndAlterSystemFirst) {
  MemberBuilder member(member_yml(""));
  member.file("var/lib/postgresql/15/main/postgresql.auto.conf", "work_mem = '1GB'\n");
  EXPECT_TRUE(steps(member, "work_mem").starts_with("`ALTER SYSTEM RESET work_mem` on n1"));
}

TEST(StepsToChange, SayWhatCannotBeChanged) {
  MemberBuilder member(member_yml(""));
  EXPECT_NE(steps(member, "cluster_name").find("fixed"), std::string::npos);
  EXPECT_NE(steps(member, "server_version").find("cannot be set"), std::string::npos);
}

TEST(StepsToChange, TellReloadFromRestartOfPatroni) {
  MemberBuilder member(member_yml(""));
  EXPECT_NE(steps(member, "tags.nosync").find("patronictl reload demo n1"), std::string::npos);
  EXPECT_NE(steps(member, "scope").find("restart Patroni"), std::string::npos);
  EXPECT_NE(steps(member, "ttl").find("-s ttl=VALUE"), std::string::npos);
}

}  // namespace
}  // namespace patrol
