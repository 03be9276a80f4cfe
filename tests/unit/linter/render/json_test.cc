// The contract with programs.
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/support/report_builder.h"

namespace patrol {
namespace {

using nlohmann::json;
using test::ReportBuilder;

json rendered(ReportBuilder& report) {
  return json::parse(render_json(report.prepared()));
}

ReportBuilder timing_report() {
  ReportBuilder report;
  report.file("patroni.yml", "scope: a\nttl: 20\nloop_wait: 10\n");
  auto& finding = report.finding(report.span("20"), "`ttl` is 20 s");
  finding.spot.setting = "bootstrap.dcs.ttl";
  finding.labels = {{report.span("10"), "one idle loop"}};
  finding.notes = {"a note"};
  finding.fixes = {{"raise it", Safety::safe, {{report.span("20"), "30"}}}};
  finding.members = {"server-1"};
  return report;
}

TEST(RenderJson, KeepsTheContract) {
  auto report = timing_report();
  const json finding = rendered(report)["findings"][0];
  const json expected = json::parse(R"({
    "rule": "TIM001", "name": "ttl-budget", "severity": "error", "message": "`ttl` is 20 s",
    "file": "patroni.yml", "line": 2, "column": 6, "end_line": 2, "end_column": 8,
    "members": ["server-1"], "surface": null, "setting": "bootstrap.dcs.ttl",
    "labels": [{"file": "patroni.yml", "line": 3, "column": 12, "end_line": 3, "end_column": 14,
                "message": "one idle loop"}],
    "notes": ["a note"],
    "fixes": [{"title": "raise it", "safety": "safe",
               "edits": [{"file": "patroni.yml", "line": 2, "column": 6, "end_line": 2,
                          "end_column": 8, "replacement": "30"}]}]})");
  for (const auto& [key, value] : expected.items()) EXPECT_EQ(finding[key], value) << key;
  EXPECT_EQ(finding["fingerprint"].get<std::string>().size(), 16U);
}

TEST(RenderJson, SumsUp) {
  auto report = timing_report();
  report.not_checked = {{"HBA014", "server-3", "files", "ssh: connection refused"}};
  report.failures = {{FailureKind::denied, "read a.yml", "Permission denied"}};
  const json all = rendered(report);
  EXPECT_EQ(all["schema"], 1);
  EXPECT_EQ(all["command"], "lint");
  EXPECT_EQ(all["version"], "0.1.0");
  EXPECT_EQ(all["summary"], json::parse(R"({"error": 1, "warning": 0, "info": 0, "not_checked": 1,
                            "suppressed": 0, "failures": 1, "files": 1, "clusters": 1})"));
  EXPECT_EQ(all["not_checked"][0],
            json::parse(R"({"rule": "HBA014", "member": "server-3", "surface": "files",
                            "reason": "ssh: connection refused"})"));
  EXPECT_EQ(all["failures"][0]["attempted"], "read a.yml");
}

TEST(RenderJson, HasNullsWhereNoTextStandsBehindAFinding) {
  ReportBuilder report;
  report.finding(LivePlace{"n2", "pg_settings", "fsync"}, "`fsync` is off").labels = {
      {DefaultPlace{"fsync", ""}, "is `on`"}};
  const json finding = rendered(report)["findings"][0];
  for (const auto* key : {"file", "line", "column", "end_line", "end_column", "setting"})
    EXPECT_TRUE(finding[key].is_null()) << key;
  EXPECT_EQ(finding["surface"], "pg_settings");
  EXPECT_EQ(finding["labels"][0]["message"], "default of fsync: is `on`");
}

TEST(RenderJson, KeepsSuppressedFindingsApart) {
  auto report = timing_report();
  report.suppressed = {{report.findings[0], "slow disks"}};
  report.findings.clear();
  const json all = rendered(report);
  EXPECT_TRUE(all["findings"].empty());
  EXPECT_EQ(all["suppressed"][0]["reason"], "slow disks");
  EXPECT_EQ(all["summary"]["error"], 0);
}

TEST(RenderJson, ShowsNoSecretAnywhere) {
  ReportBuilder report;
  report.file("a.yml", "password: Zah4Foh\n");
  auto& finding = report.finding(report.span("Zah4Foh"), "the password is Zah4Foh");
  finding.labels = {{report.span("password"), "Zah4Foh"}};
  finding.notes = {"Zah4Foh"};
  finding.fixes = {{"quote Zah4Foh", Safety::safe, {{report.span("Zah4Foh"), "'Zah4Foh'"}}}};
  for (const auto format : {Format::text, Format::json, Format::sarif, Format::junit,
                            Format::github, Format::gitlab, Format::markdown})
    EXPECT_EQ(render(report.prepared(), format).find("Zah4Foh"), std::string::npos)
        << format_names()[static_cast<std::size_t>(format)];
  EXPECT_TRUE(rendered(report)["findings"][0]["fixes"][0]["edits"].empty());
}

}  // namespace
}  // namespace patrol
