// SARIF as GitHub code scanning reads it.
#include <set>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/support/report_builder.h"

namespace patrol {
namespace {

using nlohmann::json;
using test::ReportBuilder;

json run_of(ReportBuilder& report) {
  return json::parse(render_sarif(report.prepared()))["runs"][0];
}

ReportBuilder timing_report(std::string name = "conf/patroni.yml") {
  ReportBuilder report;
  report.file(std::move(name), "ttl: 20\nloop_wait: 10\n");
  auto& finding = report.finding(report.span("20"), "`ttl` is 20 s");
  finding.spot.setting = "ttl";
  finding.labels = {{report.span("10"), "one idle loop"}};
  finding.fixes = {{"raise it", Safety::safe, {{report.span("20"), "30"}}}, {"or wait", {}, {}}};
  return report;
}

TEST(RenderSarif, PointsAtTheRuleAndTheText) {
  auto report = timing_report();
  const json result = run_of(report)["results"][0];
  EXPECT_EQ(result["ruleId"], "TIM001");
  EXPECT_EQ(result["ruleIndex"], 0);
  EXPECT_EQ(result["level"], "error");
  const json place = result["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"],
            json::parse(R"({"uri": "conf/patroni.yml", "uriBaseId": "ROOT"})"));
  EXPECT_EQ(place["region"],
            json::parse(R"({"startLine": 1, "startColumn": 6, "endLine": 1, "endColumn": 8})"));
  EXPECT_EQ(result["relatedLocations"][0]["message"]["text"], "one idle loop");
  EXPECT_EQ(result["partialFingerprints"]["patrolFinding/v1"].get<std::string>().size(), 16U);
}

TEST(RenderSarif, OffersFixesThatHaveEdits) {
  auto report = timing_report();
  const json fixes = run_of(report)["results"][0]["fixes"];
  ASSERT_EQ(fixes.size(), 1U);
  EXPECT_EQ(fixes[0]["description"]["text"], "raise it");
  const json change = fixes[0]["artifactChanges"][0];
  EXPECT_EQ(change["replacements"][0]["insertedContent"]["text"], "30");
}

TEST(RenderSarif, DescribesTheRulesThatRan) {
  auto report = timing_report();
  report.rules_page = "https://example.org/rules";
  const json driver = run_of(report)["tool"]["driver"];
  EXPECT_EQ(driver["name"], "patrol");
  const json rule = driver["rules"][0];
  EXPECT_EQ(rule["id"], "TIM001");
  EXPECT_EQ(rule["helpUri"], "https://example.org/rules#tim001-ttl-budget");
  EXPECT_EQ(rule["defaultConfiguration"]["level"], "error");
  EXPECT_NE(rule["help"]["markdown"].get<std::string>().find("ttl: 20"), std::string::npos);
}

TEST(RenderSarif, CallsInfoANote) {
  auto report = timing_report();
  report.findings[0].severity = Severity::info;
  EXPECT_EQ(run_of(report)["results"][0]["level"], "note");
}

TEST(RenderSarif, WritesPathsAsUris) {
  auto relative = timing_report("./a b/ü.yml");
  const json place = run_of(relative)["results"][0]["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], "a%20b/%C3%BC.yml");
  auto absolute = timing_report("/etc/patroni.yml");
  EXPECT_EQ(run_of(absolute)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"],
            json::parse(R"({"uri": "file:///etc/patroni.yml"})"));
}

TEST(RenderSarif, KeepsSuppressedFindingsWithTheirReason) {
  auto report = timing_report();
  report.suppressed = {{report.findings[0], "slow disks"}};
  report.findings.clear();
  const json result = run_of(report)["results"][0];
  EXPECT_EQ(result["suppressions"],
            json::parse(R"([{"kind": "inSource", "justification": "slow disks"}])"));
}

TEST(RenderSarif, SaysWhenTheRunWasIncomplete) {
  auto report = timing_report();
  EXPECT_EQ(run_of(report)["invocations"][0]["executionSuccessful"], true);
  report.failures = {{FailureKind::denied, "read a.yml", "Permission denied"}};
  const json invocation = run_of(report)["invocations"][0];
  EXPECT_EQ(invocation["executionSuccessful"], false);
  EXPECT_EQ(invocation["toolExecutionNotifications"][0]["message"]["text"],
            "read a.yml: Permission denied");
}

TEST(RenderSarif, KeepsToTheLimitOfARunWorstFirst) {
  ReportBuilder report;
  report.file("a.yml", "a\n");
  for (int at = 0; at < 25'001; ++at) {
    auto& finding = report.finding(report.span("a"), "x");
    finding.severity = at == 25'000 ? Severity::error : Severity::info;
  }
  const auto text = render_sarif(report.prepared());
  std::size_t results = 0;
  for (auto at = text.find("\"ruleId\""); at != std::string::npos;
       at = text.find("\"ruleId\"", at + 1))
    ++results;
  EXPECT_EQ(results, 25'000U);
  const auto first = text.find("\"ruleId\"");
  EXPECT_EQ(text.find("\"level\": \"error\"", first), text.find("\"level\"", first));
  EXPECT_NE(text.find("1 findings were left out"), std::string::npos);
}

}  // namespace
}  // namespace patrol
