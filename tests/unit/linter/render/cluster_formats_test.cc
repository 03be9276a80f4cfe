// The formats for monitoring and for change requests.
#include <algorithm>

#include <gtest/gtest.h>

#include "tests/support/report_builder.h"

namespace patrol::test {
namespace {

ReportBuilder cluster_report() {
  ReportBuilder report;
  Finding& finding =
      report.finding(LivePlace{"n2", "pg_settings", "fsync"}, "`fsync` is off | <n2>");
  finding.members = {"n2"};
  finding.spot.setting = "fsync";
  finding.notes = {"a crash loses data & more"};
  finding.fixes = {{"set `fsync` to on", Safety::needs_review, {}}};
  report.not_checked = {{"HBA014", "n3", "files", "ssh: connection refused"},
                        {"HBA015", "n3", "files", "ssh: connection refused"}};
  return report;
}

TEST(RenderNagios, SaysTheWorstInOneLine) {
  auto report = cluster_report();
  EXPECT_EQ(
      render_nagios(report.prepared()),
      "PATROL CRITICAL - 1 error, 0 warning, 2 not checked: TIM001 on n2 `fsync` is off / <n2>"
      "|error=1 warning=0 info=0 not_checked=2 suppressed=0\n");
}

TEST(RenderNagios, IsNeverFineWithGaps) {
  auto report = cluster_report();
  report.findings.clear();
  EXPECT_TRUE(render_nagios(report.prepared()).starts_with("PATROL UNKNOWN - "));
  report.not_checked.clear();
  EXPECT_TRUE(render_nagios(report.prepared()).starts_with("PATROL OK - "));
}

TEST(RenderNagios, ShowsNamesOfMembersHarmless) {
  auto report = cluster_report();
  report.findings[0].members = {"n\x1b[31m|2"};
  const std::string text = render_nagios(report.prepared());
  EXPECT_EQ(text.find('\x1b'), std::string::npos) << text;
  EXPECT_EQ(std::count(text.begin(), text.end(), '|'), 1) << text;
}

TEST(RenderPrometheus, WritesEachSeriesOnce) {
  auto report = cluster_report();
  report.findings.push_back(report.findings[0]);
  const std::string text = render_prometheus(report.prepared());
  const std::string line =
      "patrol_finding{members=\"n2\",name=\"ttl-budget\",rule=\"TIM001\",setting=\"fsync\","
      "severity=\"error\"} 1\n";
  ASSERT_NE(text.find(line), std::string::npos) << text;
  EXPECT_EQ(text.find(line, text.find(line) + 1), std::string::npos);
  EXPECT_NE(text.find("patrol_findings{severity=\"error\"} 2\n"), std::string::npos);
  EXPECT_NE(text.find("patrol_complete 0\n"), std::string::npos);
}

TEST(RenderPrometheus, EscapesQuotes) {
  auto report = cluster_report();
  report.findings[0].spot.setting = "a\"b\\c\n";
  EXPECT_NE(render_prometheus(report.prepared()).find(R"(setting="a\"b\\c\\x0a")"),
            std::string::npos);
}

TEST(RenderHtml, EscapesAndShowsWhatIsKnown) {
  auto report = cluster_report();
  const std::string text = render_html(report.prepared());
  EXPECT_NE(text.find("<code>fsync</code> is off | &lt;n2&gt; <i>n2</i>"), std::string::npos)
      << text;
  EXPECT_NE(text.find("a crash loses data &amp; more"), std::string::npos);
  EXPECT_NE(text.find("<b>To do:</b> set <code>fsync</code> to on"), std::string::npos);
  EXPECT_NE(text.find("ssh: connection refused</td><td>HBA014 HBA015"), std::string::npos);
  EXPECT_EQ(text.find("No findings"), std::string::npos);
}

}  // namespace
}  // namespace patrol::test
