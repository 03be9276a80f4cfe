// Files full of planted secrets: whatever a rule points at or quotes, no format shows one.
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "linter/base/text.h"
#include "linter/render/render.h"
#include "tests/support/lint_run.h"
#include "tests/support/report_builder.h"

namespace patrol {
namespace {

namespace fs = std::filesystem;
using test::ReportBuilder;

// Every secret of the files contains it.
constexpr std::string_view planted = "canary";

std::vector<InputFile> planted_files() {
  return test::files_in(fs::path(PATROL_SOURCE_DIR) / "fixtures/secrets/planted");
}

void expect_no_secret(const PreparedReport& report) {
  for (const auto name : format_names()) {
    const std::string text = render(report, *format_named(name));
    const auto at = text.find(planted);
    EXPECT_EQ(at, std::string::npos)
        << name << ": …" << text.substr(at < 60 ? 0 : at - 60, 120) << "…";
  }
}

TEST(PlantedSecrets, StayHiddenInTheFindingsOfAllRules) {
  test::LintRun run(planted_files());
  EXPECT_FALSE(run.findings().empty());
  expect_no_secret(run.prepared());
}

// A careless rule: it marks each line, in part and as a whole, and proposes to write it again.
TEST(PlantedSecrets, StayHiddenWhateverARuleMarks) {
  ReportBuilder report;
  for (auto& input : planted_files()) {
    const auto file = report.file(input.path, input.text);
    for (std::uint32_t line = 1; line <= report.sources.line_count(file); ++line) {
      const auto begin = report.sources.line_start(file, line);
      const auto size = static_cast<std::uint32_t>(report.sources.line(file, line).size());
      auto& finding = report.finding(Span{file, begin, begin + size}, "the whole line");
      finding.labels = {{Span{file, begin + size / 2, begin + size}, "its second half"}};
      const std::string text(report.sources.line(file, line));
      finding.fixes = {
          {"write it again", Safety::safe, {{Span{file, begin, begin + size}, text + " "}}}};
    }
  }
  expect_no_secret(report.prepared());
}

// A careless rule: its message, note and label quote every word and every value of the files.
TEST(PlantedSecrets, StayHiddenWhateverARuleQuotes) {
  ReportBuilder report;
  for (auto& input : planted_files()) {
    const auto file = report.file(input.path, input.text);
    for (const auto line : split(report.sources.text(file), '\n'))
      for (const auto word : split(line, ' ')) {
        auto& finding = report.finding(Span{file, 0, 0}, cat("it is `", word, "` here"));
        finding.notes = {cat("the value (", word, ")")};
        finding.labels = {{Span{file, 0, 0}, std::string(word)}};
      }
  }
  expect_no_secret(report.prepared());
}

}  // namespace
}  // namespace patrol
