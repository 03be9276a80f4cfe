// What Patroni knows of PostgreSQL's parameters, by release and server version.
#include "linter/facts/patroni_parameters.h"

#include <gtest/gtest.h>

#include "linter/facts/compile_tables.h"

namespace patrol::facts {
namespace {

TEST(ParameterJudge, ChangedFourTimes) {
  EXPECT_EQ(parameter_judge({2, 0, 0}), ParameterJudge::table);
  EXPECT_EQ(parameter_judge({3, 0, 2}), ParameterJudge::table);
  EXPECT_EQ(parameter_judge({3, 0, 3}), ParameterJudge::described);
  EXPECT_EQ(parameter_judge({3, 3, 3}), ParameterJudge::described);
  EXPECT_EQ(parameter_judge({3, 3, 11}), ParameterJudge::either);
  EXPECT_EQ(parameter_judge({4, 0, 2}), ParameterJudge::table);
  EXPECT_EQ(parameter_judge({4, 1, 5}), ParameterJudge::either);
  EXPECT_EQ(parameter_judge({1, 6, 5}), ParameterJudge::table);
}

TEST(FindTableDifference, LooksAtBothVersions) {
  EXPECT_EQ(find_table_difference("wal_level", {3, 0, 2}, 15), nullptr);
  const TableDifference* const memory =
      find_table_difference("Maintenance_Work_Mem", {4, 1, 4}, 17);
  ASSERT_NE(memory, nullptr);
  EXPECT_EQ(memory->kind, TableDifferenceKind::differs);
  EXPECT_EQ(memory->minimum, 1024);
  EXPECT_EQ(memory->type, std::nullopt);
  EXPECT_EQ(find_table_difference("maintenance_work_mem", {4, 1, 4}, 18), nullptr);
  EXPECT_NE(find_table_difference("maintenance_work_mem", {4, 0, 6}, 18), nullptr);
  EXPECT_EQ(find_table_difference("maintenance_work_mem", {4, 1, 4}, 16), nullptr);
  EXPECT_EQ(find_table_difference("wal_compression", {2, 1, 3}, 15)->type, GucType::boolean);
}

TEST(IsInPatroniTable, FollowsReleases) {
  EXPECT_TRUE(is_in_patroni_table("work_mem", {2, 0, 0}, 13));
  EXPECT_FALSE(is_in_patroni_table("summarize_wal", {3, 0, 2}, 17));
  EXPECT_TRUE(is_in_patroni_table("summarize_wal", {3, 3, 4}, 17));
  EXPECT_FALSE(is_in_patroni_table("summarize_wal", {4, 1, 0}, 16));
  EXPECT_TRUE(is_in_patroni_table("stats_temp_directory", {2, 0, 2}, 15));
  EXPECT_FALSE(is_in_patroni_table("stats_temp_directory", {3, 0, 2}, 15));
  EXPECT_TRUE(is_in_patroni_table("logical_replication_mode", {4, 1, 4}, 16));
  EXPECT_FALSE(is_in_patroni_table("restore_command", {4, 1, 4}, 16));
  EXPECT_FALSE(is_in_patroni_table("pg_stat_statements.max", {4, 1, 4}, 16));
  EXPECT_FALSE(is_in_patroni_table("server_version", {4, 1, 4}, 16));
  EXPECT_FALSE(is_in_patroni_table("no_such_name", {4, 1, 4}, 16));
}

TEST(IsDescribed, LeavesOutWhatDescribeConfigLeavesOut) {
  EXPECT_TRUE(is_described(*find_guc("work_mem"), 15));
  EXPECT_FALSE(is_described(*find_guc("allow_in_place_tablespaces"), 15));
  EXPECT_TRUE(is_described(*find_guc("force_parallel_mode"), 13));
  EXPECT_FALSE(is_described(*find_guc("force_parallel_mode"), 14));
  EXPECT_FALSE(is_described(*find_guc("force_parallel_mode"), 16));
  EXPECT_FALSE(is_described(*find_guc("server_version"), 15));
}

TEST(TableDifferences, NameParametersOfTheServersWhereTheyAreMissing) {
  for (const TableDifference& difference : table_differences()) {
    SCOPED_TRACE(difference.name);
    const Guc* const guc = find_guc(difference.name);
    if (difference.kind == TableDifferenceKind::extra) {
      for (int major = difference.postgres_from; major <= difference.postgres_till; ++major)
        EXPECT_TRUE(guc == nullptr || guc->in(major) == nullptr) << major;
      continue;
    }
    ASSERT_NE(guc, nullptr);
    EXPECT_NE(guc->in(difference.postgres_from), nullptr);
  }
}

std::string problems_of(const std::string& row) {
  const std::string yaml =
      "sources: {s: source}\njudges:\n- {from: 2.0.0, by: table, source: s}\ndifferences:\n"
      "- {name: b, before: 3.0.0, postgres_from: 12, postgres_till: 14, kind: missing, source: s}\n"
      "- {" +
      row + ", source: s}\n";
  std::string out;
  for (const auto& [line, message] : compile_table("patroni_parameters", yaml).problems)
    out += std::to_string(line) + ": " + message + '\n';
  return out;
}

TEST(CompileParameters, RefusesDisorderOverlapsAndContradictions) {
  EXPECT_EQ(problems_of("name: b, from: 3.0.0, postgres_from: 12, postgres_till: 14, kind: extra"),
            "");
  EXPECT_EQ(problems_of("name: a, postgres_from: 12, postgres_till: 14, kind: extra"),
            "6: \"a\" is out of order\n");
  EXPECT_EQ(problems_of("name: b, postgres_from: 14, postgres_till: 15, kind: extra"),
            "6: overlaps another row of \"b\"\n");
  EXPECT_EQ(problems_of("name: c, postgres_from: 14, postgres_till: 15, kind: extra, min: 1"),
            "6: what differs goes with kind differs, and only there\n");
  EXPECT_EQ(problems_of("name: c, from: 3.0.0, before: 2.9.0, postgres_from: 14, postgres_till: "
                        "15, kind: extra"),
            "6: `before` is not after `from`\n");
  EXPECT_EQ(problems_of("name: c, postgres_from: 9, postgres_till: 15, kind: extra"),
            "6: `postgres_from` and `postgres_till` are no span within 10 to 18\n");
}

}  // namespace
}  // namespace patrol::facts
