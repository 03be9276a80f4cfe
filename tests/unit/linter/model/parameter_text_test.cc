#include "linter/model/parameter_text.h"

#include <array>

#include <gtest/gtest.h>

namespace patrol {
namespace {

std::string canonical(std::string_view name, std::string_view text, int major = 15) {
  const auto verdict = judge_text(name, major, text);
  return verdict ? verdict->canonical : "! " + verdict.error().message;
}
bool is_refused(std::string_view name, std::string_view text, int major = 15) {
  return !judge_text(name, major, text).has_value();
}

TEST(JudgeText, BringsDateStyleIntoForm) {
  EXPECT_EQ(canonical("DateStyle", "iso,dmy"), "ISO, DMY");
  EXPECT_EQ(canonical("DateStyle", "german"), "German, DMY");
  EXPECT_EQ(canonical("DateStyle", "postgresql, european"), "Postgres, DMY");
  EXPECT_EQ(canonical("DateStyle", ""), "ISO, MDY");
  for (const std::string_view text : {"iso, sql", "iso mdy", "germanx", "dmy, mdy"})
    EXPECT_TRUE(is_refused("DateStyle", text)) << text;
}

TEST(JudgeText, KnowsTimeZones) {
  for (const std::string_view text :
       {"UTC", "europe/berlin", "posix/Europe/Berlin", "EST5EDT", "<+03>-3", "+02", "3", "utc+3"})
    EXPECT_FALSE(is_refused("TimeZone", text)) << text;
  for (const std::string_view text : {"", "Mars/Phobos", "Europe/Nowhere", "168", "FOO168", "UTC+"})
    EXPECT_TRUE(is_refused("TimeZone", text)) << text;
  EXPECT_EQ(judge_text("TimeZone", 15, "Europe/Berln").error().suggestion, "Europe/Berlin");
}

TEST(JudgeText, ChecksWordsOfLists) {
  EXPECT_FALSE(is_refused("log_destination", "Stderr, csvlog"));
  EXPECT_TRUE(is_refused("log_destination", "jsonlog", 14));
  EXPECT_FALSE(is_refused("log_destination", "jsonlog", 15));
  EXPECT_TRUE(is_refused("log_destination", "stderr,"));
  EXPECT_TRUE(is_refused("search_path", "a b"));
  EXPECT_EQ(canonical("search_path", "\"$user\", public"), "\"$user\", public");
  EXPECT_FALSE(is_refused("log_connections", "on", 18));
  EXPECT_FALSE(is_refused("log_connections", "receipt, all", 18));
  EXPECT_TRUE(is_refused("log_connections", "receipts", 18));
}

TEST(JudgeText, ChecksRecoveryTargets) {
  EXPECT_FALSE(is_refused("recovery_target", "immediate"));
  EXPECT_TRUE(is_refused("recovery_target", "latest"));
  EXPECT_FALSE(is_refused("recovery_target_lsn", "0/16B3748"));
  EXPECT_TRUE(is_refused("recovery_target_lsn", "16B3748"));
  for (const std::string_view text : {"2024-01-01 00:00:00+00", "", "Jan 5 2024 10:00", "20240105"})
    EXPECT_FALSE(is_refused("recovery_target_time", text)) << text;
  for (const std::string_view text : {"now", "2024-01-01 epoch", "2024-13-01", "soon", "17"})
    EXPECT_TRUE(is_refused("recovery_target_time", text)) << text;
  EXPECT_TRUE(is_refused("recovery_target_name", std::string(64, 'a')));
}

TEST(JudgeText, ChecksNames) {
  EXPECT_FALSE(is_refused("primary_slot_name", "node_1"));
  EXPECT_TRUE(is_refused("primary_slot_name", "node-1"));
  EXPECT_TRUE(is_refused("primary_slot_name", std::string(64, 'a')));
  EXPECT_TRUE(is_refused("synchronous_standby_names", "node-1"));
  EXPECT_EQ(canonical("cluster_name", "\xC3\xA9", 15), "??");
  EXPECT_EQ(canonical("cluster_name", "\xC3\xA9", 16), "\\xc3\\xa9");
  EXPECT_EQ(canonical("cluster_name", std::string(70, 'a')).size(), 63U);
  EXPECT_EQ(canonical("client_encoding", "utf-8"), "UTF8");
  EXPECT_TRUE(is_refused("client_encoding", "utf9"));
}

TEST(JudgeText, CleansPaths) {
  EXPECT_EQ(canonical("log_directory", "/a//b/../c/"), "/a/c");
  EXPECT_EQ(canonical("log_directory", "log"), "log");
  EXPECT_EQ(canonical("data_directory", "/"), "/");
}

}  // namespace
}  // namespace patrol
