// What Patroni's table makes of values, by release and server version.
#include <gtest/gtest.h>

#include "linter/analysis/effective_parts.h"

namespace patrol {
namespace {

std::string written(std::string_view name, std::string text, Version patroni, int postgres) {
  HeldParameter held;
  held.text = std::move(text);
  const WrittenParameter out = write_parameter(name, held, patroni, postgres);
  return out.is_written ? out.text : "left out";
}

constexpr Version newest{4, 1, 5};

TEST(WriteParameter, BringsNumbersIntoTheirBounds) {
  EXPECT_EQ(written("work_mem", "63.6kB", newest, 15), "63.6kB");
  EXPECT_EQ(written("work_mem", "1", newest, 15), "64");
  EXPECT_EQ(written("checkpoint_timeout", "3d", newest, 15), "86400");
  EXPECT_EQ(written("temp_file_limit", "-2", newest, 15), "-1");
}

TEST(WriteParameter, LeavesUnreadableValuesOut) {
  EXPECT_EQ(written("work_mem", "64mb", newest, 15), "left out");
  EXPECT_EQ(written("fsync", "t", newest, 15), "left out");
  EXPECT_EQ(written("log_statement", "True", newest, 15), "left out");
  EXPECT_EQ(written("log_statement", "None", newest, 15), "None");
  EXPECT_EQ(written("archive_mode", "True", newest, 15), "True");
}

TEST(WriteParameter, DecidesNamesByRelease) {
  EXPECT_EQ(written("summarize_wal", "on", {3, 0, 2}, 17), "left out");
  EXPECT_EQ(written("summarize_wal", "on", {3, 2, 2}, 17), "on");
  EXPECT_EQ(written("summarize_wal", "on", {4, 0, 7}, 17), "on");
  EXPECT_EQ(written("wrk_mem", "1MB", newest, 17), "left out");
  EXPECT_EQ(written("my.own", "x", newest, 17), "x");
}

TEST(WriteParameter, ClampsByItsOwnBoundsWhereTheyDiffer) {
  EXPECT_EQ(written("maintenance_work_mem", "100kB", {4, 1, 4}, 17), "1024");
  EXPECT_EQ(written("maintenance_work_mem", "100kB", {4, 1, 5}, 18), "100kB");
}

TEST(JudgeControlled, ReadsNumbersByRelease) {
  const auto* row = facts::find_controlled_parameter("max_connections");
  YamlTree tree;
  Node node;
  node.kind = NodeKind::string;
  node.text = "0x96";
  tree.nodes.push_back(node);
  const Value value(tree, 0);
  using Kind = ControlledVerdict::Kind;
  EXPECT_EQ(judge_controlled(*row, value, {3, 0, 2}).kind, Kind::refuses_all);
  EXPECT_EQ(judge_controlled(*row, value, {3, 0, 3}).kind, Kind::refused);
  EXPECT_EQ(judge_controlled(*row, value, {3, 0, 4}).text, "0x96");
  EXPECT_EQ(judge_controlled(*row, value, {3, 1, 1}).kind, Kind::refuses_all);
  EXPECT_EQ(judge_controlled(*row, value, {4, 0, 0}).text, "150");
}

}  // namespace
}  // namespace patrol
