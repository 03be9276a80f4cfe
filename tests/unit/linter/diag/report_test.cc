// How many findings a report keeps.
#include "linter/diag/report.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

Spot line_of(FileId file, std::uint32_t line) {
  return {Span{file, line, line + 1}, ""};
}

TEST(Report, KeepsAHundredFindingsOfAFile) {
  Report report("AAA001", "alpha", Severity::info);
  for (std::uint32_t line = 0; line < 250; ++line) report.add(line_of(FileId{0}, line), "message");
  const auto findings = report.take();
  ASSERT_EQ(findings.size(), Report::most_per_file);
  ASSERT_EQ(findings.back().notes.size(), 1U);
  EXPECT_EQ(findings.back().notes[0], "150 more like this in the file are not listed");
}

TEST(Report, CountsEachFileForItself) {
  Report report("AAA001", "alpha", Severity::info);
  for (std::uint32_t line = 0; line < 90; ++line) {
    report.add(line_of(FileId{0}, line), "message");
    report.add(line_of(FileId{1}, line), "message");
  }
  EXPECT_EQ(report.take().size(), 180U);
}

TEST(Report, NeverDropsWhatIsMoreSevereThanAllBefore) {
  Report report("AAA001", "alpha", Severity::info);
  for (std::uint32_t line = 0; line < 150; ++line) report.add(line_of(FileId{0}, line), "message");
  report.add(line_of(FileId{0}, 150), "worse").severity(Severity::error);
  report.add(line_of(FileId{0}, 151), "message");
  const auto findings = report.take();
  ASSERT_EQ(findings.size(), Report::most_per_file + 1);
  EXPECT_EQ(findings.back().message, "worse");
  EXPECT_EQ(findings.back().notes[0], "51 more like this in the file are not listed");
}

}  // namespace
}  // namespace patrol
