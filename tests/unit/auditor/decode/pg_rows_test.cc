#include "auditor/decode/pg_rows.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

using Cells = std::vector<std::optional<std::string>>;

class DecodePg : public testing::Test {
 protected:
  void answer(std::string_view name, std::vector<std::string> columns, Cells cells) {
    answers_.answers.push_back({name, PgRows{std::move(columns), std::move(cells)}, {}});
  }
  void refuse(std::string_view name) {
    answers_.answers.push_back(
        {name, Unavailable{Cause::denied, "permission denied for view", {}}, "42501"});
  }
  MemberObservation decode() {
    MemberObservation member;
    answers_.version_num = 130004;
    decode_pg(answers_, numbers_, member);
    return member;
  }
  PgAnswers answers_;
  SecretNumbers numbers_;
};

TEST_F(DecodePg, FillsInWhatTheQueryLeftOut) {
  answer("pg_settings", {"name", "setting", "source", "boot_val", "reset_val"},
         {"work_mem", "4096", std::nullopt, std::nullopt, "8192"});
  const MemberObservation member = decode();
  const PgSetting* setting = member.setting("work_mem");
  ASSERT_NE(setting, nullptr);
  EXPECT_EQ(setting->source, "default");
  EXPECT_EQ(setting->boot_val.text(), "4096");
  EXPECT_EQ(setting->reset_val.text(), "8192");
}

TEST_F(DecodePg, SortsSettingsByName) {
  answer("pg_settings", {"name", "setting", "source"}, {"b", "1", "file", "a", "2", "file"});
  const MemberObservation member = decode();
  ASSERT_TRUE(member.settings);
  EXPECT_EQ(member.settings->at(0).name, "a");
}

TEST_F(DecodePg, MasksPasswordsInConnectionStrings) {
  answer("pg_settings", {"name", "setting", "source"},
         {"primary_conninfo", "user=r password=canary-1 host=x", "file"});
  answer("pg_stat_wal_receiver", {"status", "conninfo", "received_tli"},
         {"streaming", "user=r password='canary-1' host=x", "3"});
  const MemberObservation member = decode();
  const std::string setting = member.setting("primary_conninfo")->setting.text();
  EXPECT_EQ(setting.find("canary"), std::string::npos) << setting;
  ASSERT_TRUE(member.receiver && *member.receiver);
  const std::string conninfo = (*member.receiver)->conninfo.text();
  EXPECT_EQ(conninfo.find("canary"), std::string::npos) << conninfo;
  EXPECT_NE(conninfo.find("masked-secret-1"), std::string::npos) << conninfo;
}

TEST_F(DecodePg, MasksHbaOptionsAndKeepsLists) {
  answer("pg_hba_file_rules", {"line_number", "type", "database", "user_name", "options"},
         {"7", "host", R"(["all"])", R"(["+ops","a\"b"])",
          R"(["ldapserver=l","ldapbindpasswd=canary two"])"});
  const MemberObservation member = decode();
  ASSERT_TRUE(member.hba_rules);
  const PgHbaRule& rule = member.hba_rules->at(0);
  EXPECT_EQ(rule.line_number, 7);
  EXPECT_EQ(rule.user_name, (std::vector<std::string>{"+ops", "a\"b"}));
  ASSERT_EQ(rule.options.size(), 2U);
  EXPECT_EQ(rule.options[0].text(), "ldapserver=l");
  EXPECT_EQ(rule.options[1].text(), "ldapbindpasswd=masked-secret-1");
}

TEST_F(DecodePg, NamesTheMissingGrant) {
  refuse("pg_hba_file_rules");
  const MemberObservation member = decode();
  ASSERT_FALSE(member.hba_rules);
  EXPECT_EQ(member.hba_rules.error().cause, Cause::denied);
  EXPECT_EQ(member.hba_rules.error().remedy,
            "run on the primary: GRANT SELECT ON pg_catalog.pg_hba_file_rules TO \"patrol\"; "
            "GRANT EXECUTE ON FUNCTION pg_catalog.pg_hba_file_rules() TO \"patrol\"");
}

TEST_F(DecodePg, SaysThatAnOldServerHasNoSuchView) {
  const MemberObservation member = decode();
  ASSERT_FALSE(member.ident_rules);
  EXPECT_EQ(member.ident_rules.error().cause, Cause::missing);
  EXPECT_EQ(member.ident_rules.error().detail, "PostgreSQL 13 has no view pg_ident_file_mappings");
}

TEST_F(DecodePg, TakesHiddenRowsForARefusalAndNotForAnAnswer) {
  answer("pg_stat_replication", {"application_name", "usename", "state"},
         {std::nullopt, std::nullopt, std::nullopt});
  answer("pg_stat_wal_receiver", {"status", "conninfo"}, {std::nullopt, std::nullopt});
  const MemberObservation member = decode();
  ASSERT_FALSE(member.replication);
  EXPECT_EQ(member.replication.error().remedy,
            "run on the primary: GRANT pg_read_all_stats TO \"patrol\"");
  ASSERT_FALSE(member.receiver);
  EXPECT_EQ(member.receiver.error().cause, Cause::denied);
}

TEST_F(DecodePg, KnowsAServerWithoutReceiver) {
  answer("pg_stat_wal_receiver", {"status", "conninfo"}, {});
  const MemberObservation member = decode();
  ASSERT_TRUE(member.receiver);
  EXPECT_FALSE(member.receiver->has_value());
}

TEST_F(DecodePg, TakesTheHigherTimelineOfFileAndReceiver) {
  answer("server", {"version_num", "is_in_recovery", "system_identifier", "timeline", "user"},
         {"130004", "t", "7", "2", "audit"});
  answer("pg_stat_wal_receiver", {"status", "conninfo", "received_tli"}, {"streaming", "", "3"});
  const MemberObservation member = decode();
  ASSERT_TRUE(member.server);
  EXPECT_EQ(member.server->timeline, 3);
  EXPECT_TRUE(member.server->is_in_recovery);
  EXPECT_EQ(member.server->user, "audit");
}

TEST_F(DecodePg, RefusesAnswersOfAnotherShape) {
  answer("server", {"version_num", "is_in_recovery", "system_identifier"}, {});
  answer("pg_settings", {"nonsense"}, {"1"});
  const MemberObservation member = decode();
  EXPECT_EQ(member.server.error().cause, Cause::malformed);
  EXPECT_EQ(member.settings.error().cause, Cause::malformed);
}

TEST_F(DecodePg, SurvivesNumbersThatAreNone) {
  answer("pg_roles", {"rolname", "rolsuper", "member_of", "rolconnlimit", "valid_until"},
         {"a", "x", "[[[", "99999999999999999999", "Infinity"});
  const MemberObservation member = decode();
  ASSERT_TRUE(member.roles);
  EXPECT_EQ(member.roles->at(0).connection_limit, -1);
  EXPECT_EQ(member.roles->at(0).valid_until, std::nullopt);
  EXPECT_TRUE(member.roles->at(0).member_of.empty());
}

TEST_F(DecodePg, DoesNotTakeSomeOfVeryManyRolesForAll) {
  Cells cells;
  for (int i = 0; i <= 20000; ++i) cells.insert(cells.end(), {"r", "f", std::nullopt});
  answer("pg_roles", {"rolname", "rolsuper", "member_of"}, std::move(cells));
  EXPECT_EQ(decode().roles.error().cause, Cause::malformed);
}

TEST(DecodePgLogin, GivesEverySurfaceTheReasonOfALoginThatFailed) {
  MemberObservation member;
  SecretNumbers numbers;
  decode_pg(Unavailable{Cause::timed_out, "no answer", {}}, numbers, member);
  for (const Surface surface : {Surface::server, Surface::settings, Surface::file_settings,
                                Surface::hba_rules, Surface::ident_rules, Surface::replication,
                                Surface::receiver, Surface::slots, Surface::roles}) {
    const Unavailable* why = missing(member, surface);
    ASSERT_NE(why, nullptr) << to_string(surface);
    EXPECT_EQ(why->cause, Cause::timed_out) << to_string(surface);
  }
}

}  // namespace
}  // namespace patrol
