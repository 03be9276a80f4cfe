// What a person sees on a terminal.
#include <string>

#include <gtest/gtest.h>

#include "tests/support/report_builder.h"

namespace patrol {
namespace {

using test::ReportBuilder;

constexpr std::string_view timing = R"(a: 1
b: 2
c: 3
d: 4
dcs:
    ttl: 20
    loop_wait: 10
    retry_timeout: 10
)";

// Without the summary.
std::string frame(ReportBuilder& report, const TextStyle& style = {}) {
  const auto text = report.text(style);
  return text.substr(0, text.find("\n\n") + 1);
}

TEST(RenderText, ShowsAFindingWithLabelsAndNotes) {
  ReportBuilder report;
  report.file("patroni.yml", std::string(timing));
  auto& finding =
      report.finding(report.span("20"), "`ttl` is 20 s; a loop and two retries take 30 s");
  finding.labels = {{report.span("10"), "one idle loop"},
                    {report.span("10", FileId{0}, 1), "counted twice"}};
  finding.notes = {"Patroni shortens loop_wait, then retry_timeout, and says so only in its log"};
  EXPECT_EQ(report.text(),
            R"(error[TIM001]: `ttl` is 20 s; a loop and two retries take 30 s
  --> patroni.yml:6:10
   |
 6 |     ttl: 20
   |          ^^
 7 |     loop_wait: 10
   |                -- one idle loop
 8 |     retry_timeout: 10
   |                    -- counted twice
   = note: Patroni shortens loop_wait, then retry_timeout, and says so only in its log
   = help: patrol explain TIM001

1 error in 1 file
)");
}

TEST(RenderText, HangsLabelsOfOneLineUnderEachOther) {
  ReportBuilder report;
  report.file("a.yml", "dcs: {ttl: 20, loop_wait: 10, retry_timeout: 12}\n");
  auto& finding = report.finding(report.span("20"), "too short");
  finding.labels = {{report.span("10"), "one idle loop"}, {report.span("12"), "counted twice"}};
  EXPECT_EQ(frame(report), R"(error[TIM001]: too short
  --> a.yml:1:12
   |
 1 | dcs: {ttl: 20, loop_wait: 10, retry_timeout: 12}
   |            ^^             --                 -- counted twice
   |                           |
   |                           one idle loop
   = help: patrol explain TIM001
)");
}

TEST(RenderText, LeavesOutLinesBetweenMarks) {
  ReportBuilder report;
  report.file("a.yml", "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\n");
  auto& finding = report.finding(report.span("1"), "one");
  finding.labels = {{report.span("3"), "three"}, {report.span("6"), "six"}};
  EXPECT_EQ(frame(report), R"(error[TIM001]: one
  --> a.yml:1:4
   |
 1 | a: 1
   |    ^
 2 | b: 2
 3 | c: 3
   |    - three
...
 6 | f: 6
   |    - six
   = help: patrol explain TIM001
)");
}

TEST(RenderText, GivesOtherFilesFramesOfTheirOwn) {
  ReportBuilder report;
  report.file("a.yml", "name: x\n");
  const auto other = report.file("b.yml", "\n\nname: x\n");
  report.finding(report.span("x"), "twice").labels = {{report.span("x", other), "first here"}};
  EXPECT_EQ(frame(report), R"(error[TIM001]: twice
  --> a.yml:1:7
   |
 1 | name: x
   |       ^
  ::: b.yml:3:7
   |
 3 | name: x
   |       - first here
   = help: patrol explain TIM001
)");
}

TEST(RenderText, ShowsAFixAsLinesOutAndIn) {
  ReportBuilder report;
  report.file("a.yml", "a: on\nb: 1\n");
  report.finding(report.span("on"), "a boolean").fixes = {
      {"quote the value", Safety::safe, {{report.span("on"), "'on'"}}}, {"or leave it", {}, {}}};
  EXPECT_EQ(frame(report), R"(error[TIM001]: a boolean
  --> a.yml:1:4
   |
 1 | a: on
   |    ^^
   = help: quote the value
 1 - a: on
 1 + a: 'on'
   = help: or leave it
   = help: patrol explain TIM001
)");
}

TEST(RenderText, AlignsMarksUnderTabsAndWideCharacters) {
  ReportBuilder report;
  report.file("a.yml", "\tあe\xCC\x81: x\n");
  report.finding(report.span("x"), "here");
  EXPECT_EQ(frame(report),
            "error[TIM001]: here\n  --> a.yml:1:7\n   |\n 1 |     あe\xCC\x81: x\n"
            "   |          ^\n   = help: patrol explain TIM001\n");
}

TEST(RenderText, EscapesWhatATerminalWouldObey) {
  ReportBuilder report;
  report.file("a\x1b.yml", "a: \x1b[31m x\n");
  report.finding(report.span("x"), "here \x1b[31m").notes = {"\x9b!"};
  const auto text = report.text();
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_NE(text.find("a: \\x1b[31m x\n   |             ^\n"), std::string::npos) << text;
  EXPECT_NE(text.find("--> a\\x1b.yml:1:10"), std::string::npos) << text;
}

TEST(RenderText, CutsAWideLineAroundTheMark) {
  ReportBuilder report;
  report.file("a.yml", std::string(500, 'a') + " X " + std::string(500, 'b') + "\n");
  report.finding(report.span("X"), "here");
  EXPECT_EQ(frame(report, {.columns = 60}), "error[TIM001]: here\n  --> a.yml:1:502\n   |\n 1 | …" +
                                                std::string(29, 'a') + " X " +
                                                std::string(26, 'b') +
                                                "…\n   |                                ^\n"
                                                "   = help: patrol explain TIM001\n");
}

TEST(RenderText, ShowsAVeryLongLineOnceForEachFarMark) {
  ReportBuilder report;
  report.file("a.yml", "X" + std::string(1'000'000, 'a') + "Y\n");
  report.finding(report.span("X"), "here").labels = {{report.span("Y"), "there"}};
  const auto text = frame(report, {.columns = 40});
  EXPECT_EQ(text, "error[TIM001]: here\n  --> a.yml:1:1\n   |\n 1 | X" + std::string(38, 'a') +
                      "…\n   | ^\n 1 | …" + std::string(30, 'a') +
                      "Y\n   |                                - there\n"
                      "   = help: patrol explain TIM001\n");
}

TEST(RenderText, MarksTheEndOfALineForAnEmptySpan) {
  ReportBuilder report;
  const auto file = report.file("a.yml", "scope:\n");
  report.finding(Span{file, 6, 6}, "no value");
  EXPECT_NE(frame(report).find(" 1 | scope:\n   |       ^\n"), std::string::npos);
}

TEST(RenderText, PointsIntoAnEmptyFile) {
  ReportBuilder report;
  const auto file = report.file("a.yml", "");
  report.finding(Span{file, 0, 0}, "nothing here");
  EXPECT_EQ(frame(report),
            "error[TIM001]: nothing here\n  --> a.yml:1:1\n   |\n 1 |\n   | ^\n"
            "   = help: patrol explain TIM001\n");
}

TEST(RenderText, NamesPlacesWithoutText) {
  ReportBuilder report;
  report.file("a.yml", "ttl: 20\n");
  auto& finding = report.finding(LivePlace{"n2", "pg_settings", "fsync"}, "`fsync` is off on n2");
  finding.labels = {{DefaultPlace{"fsync", "pg_settings"}, "`on`"}};
  finding.members = {"n1", "n2"};
  EXPECT_EQ(frame(report), R"(error[TIM001]: `fsync` is off on n2
  --> n2 pg_settings fsync
   = note: default of fsync: `on`
   = note: concerns n1, n2
   = help: patrol explain TIM001
)");
}

TEST(RenderText, SumsUp) {
  ReportBuilder report;
  report.file("a.yml", "a\n");
  EXPECT_EQ(report.text(), "no findings in 1 file\n");
  report.file("b.yml", "b\n");
  report.finding(report.span("a"), "one").severity = Severity::warning;
  report.finding(report.span("a"), "two").severity = Severity::warning;
  report.finding(report.span("a"), "three").severity = Severity::info;
  report.not_checked = {{"HBA014", "n3", "", "ssh: connection refused"}};
  report.failures = {{FailureKind::denied, "read c.yml", "Permission denied"}};
  const auto text = report.text();
  EXPECT_NE(text.find("not checked[HBA014] on n3: ssh: connection refused\n"
                      "error: read c.yml: Permission denied\n"
                      "2 warnings, 1 info in 2 files; 1 check not made; 1 input not read\n"),
            std::string::npos)
      << text;
}

TEST(RenderText, SaysOneReasonOnce) {
  ReportBuilder report;
  report.file("a.yml", "a\n");
  report.not_checked = {{"DRF001", "n3", "pg_settings", "refused"},
                        {"DRF001", "n4", "pg_settings", "refused"},
                        {"DRF002", "n3", "pg_settings", "refused"}};
  EXPECT_EQ(report.text(),
            "not checked[2 rules] on n3: pg_settings: refused\n"
            "not checked[DRF001] on n4: pg_settings: refused\n"
            "no findings in 1 file; 3 checks not made\n");
}

TEST(RenderText, ColoursOnlyWhenAsked) {
  ReportBuilder report;
  report.file("a.yml", "a: b\n");
  report.finding(report.span("b"), "here");
  EXPECT_EQ(report.text().find('\x1b'), std::string::npos);
  EXPECT_NE(report.text({.has_colour = true}).find("\x1b[1;31merror[TIM001]\x1b[0m"),
            std::string::npos);
}

TEST(RenderText, ExplainsARuleOnce) {
  ReportBuilder report;
  report.file("a.yml", "a: b\n");
  report.finding(report.span("a"), "one");
  report.finding(report.span("b"), "two");
  const auto text = report.text();
  EXPECT_EQ(text.find("explain"), text.rfind("explain"));
}

}  // namespace
}  // namespace patrol
