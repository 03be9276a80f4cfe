#include "linter/render/since.h"

#include <gtest/gtest.h>

#include "tests/support/report_builder.h"

namespace patrol {
namespace {

using test::ReportBuilder;

Place on(std::string member) {
  return LivePlace{std::move(member), "pg_settings", "fsync"};
}

TEST(CompareSince, TellsNewGoneAndRemaining) {
  ReportBuilder before;
  before.finding(on("n1"), "one");
  before.finding(on("n2"), "two");
  ReportBuilder now;
  now.finding(on("n2"), "two, with another value");
  now.finding(on("n3"), "three");
  const auto report = now.prepared();
  const Since since = compare_since(report, earlier_findings(before.prepared()));
  ASSERT_EQ(since.appeared.size(), 1U);
  EXPECT_EQ(since.appeared[0]->message, "three");
  ASSERT_EQ(since.remained.size(), 1U);
  ASSERT_EQ(since.gone.size(), 1U);
  EXPECT_EQ(since.gone[0].message, "one");
}

TEST(CompareSince, ReadsAReportAsItWasWritten) {
  ReportBuilder before;
  before.finding(on("n1"), "one").members = {"n1"};
  const auto read = read_earlier_report(render_json(before.prepared()));
  ASSERT_TRUE(read) << read.error().detail;
  ASSERT_EQ(read->size(), 1U);
  EXPECT_EQ(read->front().fingerprint, before.prepared().findings[0].fingerprint);
  EXPECT_EQ(read->front().members, std::vector<std::string>{"n1"});
}

TEST(CompareSince, DoesNotCallGoneWhatNobodyCouldCheck) {
  ReportBuilder before;
  before.finding(on("n1"), "one").members = {"n1"};
  before.finding(on("n2"), "two").members = {"n2"};
  ReportBuilder now;
  now.not_checked = {{"TIM001", "n1", "pg_settings", "refused"}};
  const auto report = now.prepared();
  const Since since = compare_since(report, earlier_findings(before.prepared()));
  ASSERT_EQ(since.unknown.size(), 1U);
  EXPECT_EQ(since.unknown[0].message, "one");
  ASSERT_EQ(since.gone.size(), 1U);
}

TEST(CompareSince, RefusesWhatIsNoReport) {
  EXPECT_EQ(read_earlier_report("{").error().detail, "is no JSON");
  EXPECT_FALSE(read_earlier_report("[]"));
  EXPECT_FALSE(read_earlier_report(R"({"schema":1})"));
  EXPECT_FALSE(read_earlier_report(R"({"schema":1,"findings":[1]})"));
  EXPECT_FALSE(read_earlier_report(R"({"schema":1,"findings":[{"rule":7}]})"));
}

TEST(CompareSince, KnowsASnapshotFromAReport) {
  EXPECT_TRUE(is_snapshot_text(R"({"patrol_snapshot":1,"clusters":[]})"));
  EXPECT_FALSE(is_snapshot_text(R"({"schema":1,"findings":[]})"));
  EXPECT_FALSE(is_snapshot_text("no json"));
}

TEST(CompareSince, ShowsOneLineForEach) {
  ReportBuilder before;
  before.finding(on("n1"), "one").members = {"n1"};
  ReportBuilder now;
  now.finding(on("n3"), "three").members = {"n3"};
  const auto report = now.prepared();
  const Since since = compare_since(report, earlier_findings(before.prepared()));
  EXPECT_EQ(since_text(since, "old.json"),
            "since old.json: 1 new, 1 gone, 0 still there\n"
            "new\n  error[TIM001] n3: three\n"
            "gone\n  error[TIM001] n1: one\n");
}

TEST(CompareSince, CleansWhatAnOldReportSays) {
  const auto read = read_earlier_report(
      R"({"schema":1,"findings":[{"fingerprint":"a","message":"x\u001b[31m password=canary"}]})");
  ASSERT_TRUE(read);
  ReportBuilder now;
  const auto report = now.prepared();
  const std::string text = since_text(compare_since(report, *read), "old\x1b.json");
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find("canary"), std::string::npos);
}

TEST(CompareSince, AddsAMemberToTheJsonReport) {
  ReportBuilder now;
  now.finding(on("n3"), "three");
  const auto report = now.prepared();
  const Since since = compare_since(report, {});
  const std::string json = render_json(report, since_json(since, "old.json"));
  EXPECT_NE(json.find("\"since\": {\n    \"file\": \"old.json\",\n    \"new\": ["),
            std::string::npos)
      << json;
}

}  // namespace
}  // namespace patrol
