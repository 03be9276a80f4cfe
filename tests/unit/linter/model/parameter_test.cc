#include "linter/model/parameter.h"

#include <array>

#include <gtest/gtest.h>

namespace patrol {
namespace {

ParameterVerdict judge(std::string_view name, std::string_view text, int major = 15) {
  return judge_parameter(*facts::find_guc(name), major, text);
}
std::string canonical(std::string_view name, std::string_view text, int major = 15) {
  const auto verdict = judge(name, text, major);
  return verdict ? verdict->canonical : "! " + verdict.error().message;
}
ParameterFault fault(std::string_view name, std::string_view text, int major = 15) {
  return judge(name, text, major).error().fault;
}

TEST(ParseBoolean, TakesUnambiguousBeginnings) {
  for (const std::string_view text : {"on", "ON", "t", "tru", "y", "yes", "1"})
    EXPECT_EQ(parse_boolean(text), true) << text;
  for (const std::string_view text : {"off", "of", "f", "n", "NO", "0"})
    EXPECT_EQ(parse_boolean(text), false) << text;
  for (const std::string_view text : {"o", "", " on", "2", "01", "enabled", "truely"})
    EXPECT_EQ(parse_boolean(text), std::nullopt) << text;
}

TEST(JudgeParameter, PrintsValuesAsTheServerDoes) {
  EXPECT_EQ(canonical("shared_buffers", "128MB"), "16384");
  EXPECT_EQ(canonical("hot_standby", "tru"), "on");
  EXPECT_EQ(canonical("random_page_cost", "4.0"), "4");
  EXPECT_EQ(canonical("wal_buffers", "1kB"), "4");
  EXPECT_EQ(canonical("wal_buffers", "-1"), "-1");
  EXPECT_EQ(canonical("autovacuum_work_mem", "100"), "1024");
  EXPECT_EQ(canonical("autovacuum_work_mem", "100", 17), "100");
  EXPECT_EQ(canonical("archive_command", "cp %p /x/%f"), "cp %p /x/%f");
}

TEST(JudgeParameter, KnowsHiddenWordsOfEnums) {
  EXPECT_EQ(canonical("wal_level", "HOT_STANDBY"), "replica");
  EXPECT_EQ(canonical("archive_mode", "true"), "on");
  EXPECT_EQ(canonical("wal_compression", "on"), "pglz");
  EXPECT_EQ(canonical("wal_compression", "on", 14), "on");
  EXPECT_EQ(canonical("log_min_messages", "debug"), "debug2");
  EXPECT_EQ(canonical("password_encryption", "on", 13), "md5");
  EXPECT_EQ(fault("password_encryption", "on", 14), ParameterFault::unknown_word);
  EXPECT_EQ(canonical("ssl_max_protocol_version", ""), "");
  EXPECT_EQ(fault("ssl_min_protocol_version", ""), ParameterFault::unknown_word);
}

TEST(JudgeParameter, NamesTheFaultAndTheRemedy) {
  const auto unit = judge("shared_buffers", "128mb").error();
  EXPECT_EQ(unit.fault, ParameterFault::unknown_unit);
  EXPECT_EQ(unit.message, "is `128mb`, with the unknown unit `mb`");
  EXPECT_EQ(unit.allowed, "Units are TB, GB, MB, kB, B; upper and lower case count");
  EXPECT_EQ(unit.suggestion, "128MB");
  const auto range = judge("work_mem", "8kB").error();
  EXPECT_EQ(range.message, "is `8kB`, below the minimum 64kB");
  const auto word = judge("wal_level", "logcal").error();
  EXPECT_EQ(word.allowed, "Allowed are `minimal`, `replica`, `logical`");
  EXPECT_EQ(word.suggestion, "logical");
  EXPECT_EQ(judge("fsync", "enabled").error().suggestion, "on");
}

TEST(JudgeParameter, FileModesAreOctal) {
  EXPECT_EQ(canonical("unix_socket_permissions", "0777"), "511");
  const auto error = judge("unix_socket_permissions", "777").error();
  EXPECT_EQ(error.fault, ParameterFault::out_of_range);
  EXPECT_EQ(error.suggestion, "0777");
}

TEST(JudgeParameter, ChecksWhatTheServerChecksBeyondTheRange) {
  EXPECT_EQ(canonical("max_connections", "262121"), "262121");
  EXPECT_EQ(fault("max_connections", "262122"), ParameterFault::refused);
  EXPECT_EQ(canonical("max_connections", "262143", 18), "262143");
  EXPECT_EQ(fault("max_stack_depth", "8MB"), ParameterFault::refused);
  EXPECT_EQ(fault("transaction_buffers", "100", 17), ParameterFault::refused);
  EXPECT_EQ(fault("vacuum_buffer_usage_limit", "64", 16), ParameterFault::refused);
  EXPECT_EQ(fault("io_max_concurrency", "0", 18), ParameterFault::refused);
  EXPECT_EQ(fault("bonjour", "on"), ParameterFault::refused);
}

TEST(JudgeParameter, VersionsAndPresetsCount) {
  EXPECT_EQ(fault("stats_temp_directory", "x"), ParameterFault::absent);
  EXPECT_EQ(canonical("stats_temp_directory", "/run//x/", 14), "/run/x");
  EXPECT_EQ(fault("server_version", "15"), ParameterFault::read_only);
}

TEST(HumanValue, WritesUnits) {
  EXPECT_EQ(human_value(*facts::find_guc("shared_buffers"), 15, "16384"), "128MB");
  EXPECT_EQ(human_value(*facts::find_guc("wal_level"), 15, "archive"), "replica");
  EXPECT_EQ(human_value(*facts::find_guc("work_mem"), 15, "junk"), "junk");
}

TEST(MeansSame, ComparesByMeaning) {
  const auto same = [](std::string_view name, std::string_view one, std::string_view other) {
    return means_same(*facts::find_guc(name), 15, one, other);
  };
  EXPECT_TRUE(same("shared_buffers", "128MB", "16384"));
  EXPECT_TRUE(same("hot_standby", "on", "true"));
  EXPECT_TRUE(same("DateStyle", "iso, mdy", "ISO, MDY"));
  EXPECT_FALSE(same("shared_buffers", "128MB", "16385"));
  EXPECT_FALSE(same("shared_buffers", "128mb", "16384"));
}

}  // namespace
}  // namespace patrol
