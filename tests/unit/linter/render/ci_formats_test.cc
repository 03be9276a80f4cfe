// JUnit, GitHub's workflow commands, GitLab's Code Quality and Markdown.
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/support/report_builder.h"

namespace patrol {
namespace {

using nlohmann::json;
using test::ReportBuilder;

ReportBuilder small_report() {
  ReportBuilder report;
  report.file("./a.yml", "ttl: 20\nb: 1\n");
  report.file("clean.yml", "c: 1\n");
  auto& finding = report.finding(report.span("20"), "`ttl` is <20> & \"low\" | 100%");
  finding.notes = {"first"};
  finding.fixes = {{"raise it", {}, {}}};
  return report;
}

TEST(RenderGithub, WritesOneCommandAFinding) {
  auto report = small_report();
  EXPECT_EQ(render_github(report.prepared()),
            "::error file=./a.yml,line=1,endLine=1,col=6,endColumn=8,title=TIM001 ttl-budget::"
            "`ttl` is <20> & \"low\" | 100%25%0Afirst%0Ahelp: raise it\n");
}

TEST(RenderGithub, PutsTheWorstFirstAndKnowsNotices) {
  auto report = small_report();
  report.findings[0].severity = Severity::info;
  report.finding(report.span("1"), "bad");
  const auto text = render_github(report.prepared());
  EXPECT_TRUE(text.starts_with("::error ")) << text;
  EXPECT_NE(text.find("\n::notice "), std::string::npos) << text;
}

TEST(RenderGithub, EscapesWhatEndsAProperty) {
  ReportBuilder report;
  report.file("a,b:c%.yml", "x\n");
  report.finding(report.span("x"), "m");
  EXPECT_TRUE(render_github(report.prepared()).starts_with("::error file=a%2Cb%3Ac%25.yml,line=1"));
}

TEST(RenderGithub, NamesObservedPlacesInTheMessage) {
  ReportBuilder report;
  report.finding(LivePlace{"n2", "rest", ""}, "m");
  report.not_checked = {{"HBA014", "n3", "", "denied"}};
  report.failures = {{FailureKind::denied, "read a.yml", "Permission denied"}};
  EXPECT_EQ(render_github(report.prepared()),
            "::error title=TIM001 ttl-budget::n2 rest: m\n"
            "::warning title=HBA014 not checked::n3: denied\n"
            "::error title=not read::read a.yml: Permission denied\n");
}

TEST(RenderGitlab, WritesTheFieldsThatGitlabReads) {
  auto report = small_report();
  const json issue = json::parse(render_gitlab(report.prepared()))[0];
  EXPECT_EQ(issue["check_name"], "TIM001");
  EXPECT_EQ(issue["description"], "TIM001 ttl-budget: `ttl` is <20> & \"low\" | 100%");
  EXPECT_EQ(issue["severity"], "major");
  EXPECT_EQ(issue["location"]["path"], "a.yml");
  EXPECT_EQ(issue["location"]["lines"], json::parse(R"({"begin": 1, "end": 1})"));
  EXPECT_EQ(issue["content"]["body"], "- first\n- help: raise it\n");
  EXPECT_EQ(issue["fingerprint"].get<std::string>().size(), 16U);
}

TEST(RenderGitlab, IsAnEmptyListWithoutFindings) {
  ReportBuilder report;
  EXPECT_EQ(render_gitlab(report.prepared()), "[]\n");
}

TEST(RenderJunit, FailsOneCaseAFindingAndPassesCleanFiles) {
  auto report = small_report();
  EXPECT_EQ(render_junit(report.prepared()), R"xml(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="patrol lint" tests="2" failures="1" errors="0" time="0">
  <testsuite name="./a.yml" tests="1" failures="1" errors="0" time="0" skipped="0">
    <testcase name="TIM001 ttl-budget (line 1)" classname="./a.yml" time="0">
      <failure message="`ttl` is &lt;20&gt; &amp; &quot;low&quot; | 100%" type="error">./a.yml:1:6: `ttl` is &lt;20&gt; &amp; &quot;low&quot; | 100%
note: first
help: raise it
</failure>
    </testcase>
  </testsuite>
  <testsuite name="clean.yml" tests="1" failures="0" errors="0" time="0" skipped="0">
    <testcase name="patrol lint" classname="clean.yml" time="0"/>
  </testsuite>
</testsuites>
)xml");
}

TEST(RenderJunit, DoesNotFailForInfo) {
  auto report = small_report();
  report.findings[0].severity = Severity::info;
  const auto text = render_junit(report.prepared());
  EXPECT_NE(text.find("failures=\"0\""), std::string::npos);
  EXPECT_NE(text.find("<system-out>./a.yml:1:6:"), std::string::npos);
}

TEST(RenderJunit, SkipsWhatWasNotCheckedAndFailsWhatWasNotRead) {
  ReportBuilder report;
  report.file("a.yml", "x\n");
  report.not_checked = {{"HBA014", "n3", "", "denied"}};
  report.failures = {{FailureKind::denied, "read b.yml", "Permission denied"}};
  report.finding(report.span("x"), "m");
  report.suppressed = {{report.findings[0], "slow disks"}};
  report.findings.clear();
  const auto text = render_junit(report.prepared());
  EXPECT_NE(text.find("<skipped>denied</skipped>"), std::string::npos) << text;
  EXPECT_NE(text.find("<skipped>allowed: slow disks</skipped>"), std::string::npos) << text;
  EXPECT_NE(text.find("<error message=\"Permission denied\"/>"), std::string::npos) << text;
}

TEST(RenderMarkdown, ShowsATableForEachFile) {
  auto report = small_report();
  EXPECT_EQ(render_markdown(report.prepared()), R"(### patrol lint

1 error, 0 warning, 0 info

#### ./a.yml

| line | severity | rule | finding |
| ---: | --- | --- | --- |
| 1 | error | TIM001 ttl-budget | `ttl` is &lt;20> & "low" \| 100%<br>note: first<br>**help:** raise it |
)");
}

TEST(RenderMarkdown, SaysThatNothingWasFound) {
  ReportBuilder report;
  EXPECT_EQ(render_markdown(report.prepared()), "### patrol lint\n\nNo findings.\n");
}

TEST(FormatNamed, KnowsEveryNameItLists) {
  for (std::size_t at = 0; at < format_names().size(); ++at)
    EXPECT_EQ(format_named(format_names()[at]), static_cast<Format>(at));
  EXPECT_EQ(format_named("yaml"), std::nullopt);
}

}  // namespace
}  // namespace patrol
