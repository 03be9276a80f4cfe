// What holds for every rule: its example fires where it is marked, the good one does not, its texts
// are complete, its fixtures exist and its safe fixes work.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "linter/base/text.h"
#include "linter/diag/fixer.h"
#include "linter/diag/report.h"
#include "rules/catalogue.h"
#include "tests/catalogue/example.h"
#include "tests/support/lint_run.h"

namespace patrol {
namespace {

namespace fs = std::filesystem;
using test::disagreement;
using test::Example;
using test::LintRun;
using test::only;
using test::read_example;

const Rule& rule_of(const std::string& id) {
  for (const Rule* rule : test::known_rules())
    if (rule->id == id) return *rule;
  std::abort();
}

class Catalogue : public testing::TestWithParam<std::string> {
 protected:
  const Rule& rule_ = rule_of(GetParam());
};

TEST_P(Catalogue, FiresWhereTheBadExampleIsMarked) {
  const Example bad = read_example(rule_.bad, rule_.id);
  ASSERT_FALSE(bad.marked.empty() && bad.members.empty())
      << "no line ends in `# finding: " << rule_.id << "`";
  LintRun run(bad.files, only(rule_));
  EXPECT_EQ(disagreement(bad, run.sources(), run.findings()), "") << run.text();
}

TEST_P(Catalogue, IsSilentOnTheGoodExample) {
  const Example good = read_example(rule_.good, rule_.id);
  ASSERT_FALSE(good.files.empty());
  LintRun run(good.files, only(rule_));
  EXPECT_EQ(run.text(), "");
}

TEST_P(Catalogue, HasAGoodExampleWithoutErrorsOfOtherRules) {
  LintRun run(read_example(rule_.good, rule_.id).files);
  for (const Finding& finding : run.findings())
    EXPECT_NE(finding.severity, Severity::error) << finding.rule << ": " << finding.message;
}

TEST_P(Catalogue, WordsItsFindingsWell) {
  LintRun run(read_example(rule_.bad, rule_.id).files, only(rule_));
  for (const Finding& finding : run.findings()) {
    EXPECT_EQ(wording_fault(finding), "") << finding.message;
    for (const Fix& fix : finding.fixes)
      EXPECT_TRUE(is_applicable(run.sources(), fix)) << fix.title;
  }
}

TEST_P(Catalogue, RemovesItsFindingsBySafeFixes) {
  LintRun run(read_example(rule_.bad, rule_.id).files, only(rule_));
  const auto is_safe = [](const Finding& finding) {
    return std::any_of(finding.fixes.begin(), finding.fixes.end(), [](const Fix& fix) {
      return fix.safety == Safety::safe && !fix.edits.empty();
    });
  };
  const auto fixable = std::count_if(run.findings().begin(), run.findings().end(), is_safe);
  LintRun again(run.fixed_files(), only(rule_));
  EXPECT_EQ(std::ssize(run.findings()) - fixable, std::ssize(again.findings())) << again.text();
  EXPECT_TRUE(std::none_of(again.findings().begin(), again.findings().end(), is_safe));
}

bool is_id(std::string_view id) {
  const auto is_letter = [](char letter) { return letter >= 'A' && letter <= 'Z'; };
  const auto is_digit = [](char letter) { return letter >= '0' && letter <= '9'; };
  return id.size() == 6 && std::all_of(id.begin(), id.begin() + 3, is_letter) &&
         std::all_of(id.begin() + 3, id.end(), is_digit);
}

TEST_P(Catalogue, IsDescribed) {
  EXPECT_TRUE(is_id(rule_.id));
  EXPECT_EQ(rule_.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-"),
            std::string_view::npos);
  EXPECT_FALSE(rule_.summary.empty());
  EXPECT_FALSE(rule_.summary.ends_with('.')) << rule_.summary;
  EXPECT_EQ(rule_.summary.find('\n'), std::string_view::npos);
  EXPECT_TRUE(rule_.why.ends_with('.')) << rule_.why;
  EXPECT_TRUE(rule_.bad.ends_with('\n') && rule_.good.ends_with('\n'));
}

// A version, a page or a file: something that can be looked up.
TEST_P(Catalogue, NamesItsSources) {
  EXPECT_FALSE(rule_.sources.first.empty());
  for (const auto source :
       {rule_.sources.first, rule_.sources.second, rule_.sources.third, rule_.sources.fourth}) {
    const bool names_something = source.find_first_of("0123456789/") != std::string_view::npos;
    EXPECT_TRUE(source.empty() || names_something || source.starts_with("patrol ")) << source;
  }
}

bool is_silent(const fs::path& folder) {
  std::ifstream in(folder / "expected.txt");
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  return text.empty() || text == "silent\n";
}

TEST_P(Catalogue, HasFixturesThatFireAndAreSilent) {
  const auto folder =
      fs::path(PATROL_SOURCE_DIR) / "fixtures/rules" / cat(rule_.id, "-", rule_.name);
  ASSERT_TRUE(fs::is_directory(folder)) << folder;
  int firing = 0;
  int silent = 0;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.is_directory()) ++(is_silent(entry.path()) ? silent : firing);
  EXPECT_GE(firing, 1) << "no case of " << folder << " fires";
  EXPECT_GE(silent, 1) << "no case of " << folder << " is silent";
}

std::vector<std::string> ids() {
  std::vector<std::string> out;
  for (const Rule* rule : test::known_rules()) out.emplace_back(rule->id);
  return out;
}

INSTANTIATE_TEST_SUITE_P(Rules, Catalogue, testing::ValuesIn(ids()),
                         [](const auto& param) { return param.param; });

}  // namespace
}  // namespace patrol
