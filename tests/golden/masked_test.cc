// What a snapshot keeps of a file draws no finding that the file itself does not draw: a stand-in
// for a secret is neither weak nor misspelt. Differences between members stay.
#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "linter/base/masked_text.h"
#include "tests/support/lint_run.h"
#include "tests/support/observed_files.h"

namespace patrol {
namespace {

namespace fs = std::filesystem;

using Said = std::set<std::tuple<std::string, std::string, std::uint32_t>>;

Said said(const std::vector<InputFile>& files) {
  const test::LintRun run(files);
  Said out;
  for (const Finding& finding : run.findings())
    if (const auto* span = std::get_if<Span>(&finding.spot.at))
      out.emplace(finding.rule, run.sources().name(span->file),
                  run.sources().line_number(span->file, span->begin));
  return out;
}

std::vector<InputFile> masked(std::vector<InputFile> files) {
  SecretNumbers numbers;
  for (InputFile& file : files)
    if (!file.path.ends_with(".patrol.yml")) file.text = MaskedText(file.text, numbers).text();
  return files;
}

class Masked : public testing::TestWithParam<std::string> {};

TEST_P(Masked, DrawsNothingNew) {
  for (const auto& entry : fs::directory_iterator(GetParam())) {
    if (!entry.is_directory()) continue;
    const auto files = test::files_in(entry.path());
    if (test::is_observed(files)) continue;
    const Said before = said(files);
    for (const auto& one : said(masked(files)))
      EXPECT_TRUE(before.contains(one))
          << entry.path() << ": " << std::get<0>(one) << " in " << std::get<1>(one);
  }
}

std::vector<std::string> folders() {
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator(PATROL_SOURCE_DIR "/fixtures/rules"))
    if (entry.is_directory()) out.push_back(entry.path().string());
  std::sort(out.begin(), out.end());
  return out;
}

INSTANTIATE_TEST_SUITE_P(Rules, Masked, testing::ValuesIn(folders()), [](const auto& param) {
  const auto name = fs::path(param.param).filename().string();
  return name.substr(0, name.find('-'));
});

}  // namespace
}  // namespace patrol
