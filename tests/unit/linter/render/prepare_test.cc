// Places and fingerprints.
#include "linter/render/prepare.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/report_builder.h"

namespace patrol {
namespace {

using test::ReportBuilder;

std::string fingerprint(std::string text, std::string_view place, std::string setting,
                        std::string file = "a.yml") {
  ReportBuilder report;
  report.file(std::move(file), std::move(text));
  report.finding(report.span(place), "message").spot.setting = std::move(setting);
  return report.prepared().findings[0].fingerprint;
}

TEST(Fingerprint, StaysWhenLinesMove) {
  EXPECT_EQ(fingerprint("ttl: 20\n", "20", "ttl"), fingerprint("a: b\n\nttl: 25\n", "25", "ttl"));
  EXPECT_EQ(fingerprint("host all all all trust\n", "trust", ""),
            fingerprint("# new\n  host all all all trust\n", "all", ""));
}

TEST(Fingerprint, TellsPlacesApart) {
  const auto one = fingerprint("ttl: 20\n", "20", "ttl");
  EXPECT_NE(one, fingerprint("ttl: 20\n", "20", "dcs.ttl"));
  EXPECT_NE(one, fingerprint("ttl: 20\n", "20", "ttl", "b.yml"));
  EXPECT_EQ(one, fingerprint("ttl: 20\n", "20", "ttl", "./a.yml"));
  EXPECT_NE(fingerprint("host a\n", "a", ""), fingerprint("host b\n", "b", ""));
}

TEST(Fingerprint, DoesNotDependOnTheNumberOfAListItem) {
  EXPECT_EQ(fingerprint("- host a\n", "host", "pg_hba[0]"),
            fingerprint("- local x\n- host a\n", "host", "pg_hba[1]"));
}

TEST(Fingerprint, DoesNotRevealASecret) {
  EXPECT_EQ(fingerprint("password: abcd\n", "abcd", ""),
            fingerprint("password: efgh\n", "efgh", ""));
}

TEST(Fingerprint, NumbersEqualsAlsoWhenOneIsSuppressed) {
  ReportBuilder report;
  report.file("a.yml", "x: 1\nx: 1\n");
  report.finding(report.span("1"), "message").spot.setting = "x";
  report.finding(report.span("1", FileId{0}, 1), "message").spot.setting = "x";
  const auto both = report.prepared();
  EXPECT_NE(both.findings[0].fingerprint, both.findings[1].fingerprint);
  const auto second = both.findings[1].fingerprint;
  report.suppressed = {{report.findings[0], "reason"}};
  report.findings.erase(report.findings.begin());
  EXPECT_EQ(report.prepared().findings[0].fingerprint, second);
}

TEST(Prepare, FindsPlacesOfOneLineInAnyOrder) {
  ReportBuilder report;
  report.file("a.yml", "ä: 1\nüü: {a: 2, b: 3}\n");
  for (const auto* place : {"3", "2", "1", "üü", "3"}) report.finding(report.span(place), "x");
  std::vector<LineColumn> begins;
  for (const auto& finding : report.prepared().findings) begins.push_back(finding.at->begin);
  EXPECT_EQ(begins, (std::vector<LineColumn>{{2, 15}, {2, 9}, {1, 4}, {2, 1}, {2, 15}}));
}

TEST(Prepare, KeepsPlacesInsideTheText) {
  ReportBuilder report;
  const auto file = report.file("a.yml", "ab\n");
  report.finding(Span{file, 1, 900}, "x");
  report.finding(Span{file, 900, 1}, "x");
  const auto prepared = report.prepared();
  EXPECT_EQ(prepared.findings[0].at->end, (LineColumn{2, 1}));
  EXPECT_EQ(prepared.findings[1].at->begin, (LineColumn{2, 1}));
}

}  // namespace
}  // namespace patrol
