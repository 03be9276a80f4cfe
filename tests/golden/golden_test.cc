// Runs every folder of fixtures/rules and fixtures/clusters and compares with its expected.txt, the
// exact text that a user sees; "silent" stands for no finding. UPDATE_GOLDEN=1 rewrites the texts.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "linter/diag/report.h"
#include "linter/render/render.h"
#include "rules/catalogue.h"
#include "tests/support/lint_run.h"

namespace patrol {
namespace {

namespace fs = std::filesystem;
using test::LintRun;

const fs::path fixtures = fs::path(PATROL_SOURCE_DIR) / "fixtures";

std::vector<std::string> folders_in(const fs::path& parent) {
  std::vector<std::string> names;
  if (!fs::is_directory(parent)) return names;
  for (const auto& entry : fs::directory_iterator(parent))
    if (entry.is_directory()) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

// "rules/TIM001-ttl-budget/all-three-set", "clusters/three-members"
std::vector<std::string> cases() {
  std::vector<std::string> out;
  for (const auto& rule : folders_in(fixtures / "rules"))
    for (const auto& name : folders_in(fixtures / "rules" / rule))
      out.push_back("rules/" + rule + "/" + name);
  for (const auto& name : folders_in(fixtures / "clusters")) out.push_back("clusters/" + name);
  return out;
}

std::string expected_text(const fs::path& folder) {
  std::ifstream in(folder / "expected.txt", std::ios::binary);
  if (!in) return "no expected.txt; UPDATE_GOLDEN=1 writes it\n";
  std::ostringstream text;
  text << in.rdbuf();
  return text.str() == "silent\n" ? std::string() : text.str();
}

bool is_updating() {
  const char* wish = std::getenv("UPDATE_GOLDEN");
  return wish != nullptr && std::string_view(wish) == "1";
}

// The rule of a case under rules/; all rules for a cluster.
Selection selection_of(const std::string& name) {
  if (!name.starts_with("rules/")) return {};
  const std::string id = name.substr(6, 6);
  return {.select = {id}, .ignore = {}};
}

class Golden : public testing::TestWithParam<std::string> {
 protected:
  [[nodiscard]] static fs::path folder() { return fixtures / GetParam(); }
  LintRun run_{test::files_in(folder()), selection_of(GetParam())};
};

TEST_P(Golden, ShowsTheExpectedText) {
  const std::string text = run_.text();
  if (is_updating()) {
    std::ofstream(folder() / "expected.txt", std::ios::binary)
        << (text.empty() ? "silent\n" : text);
    return;
  }
  EXPECT_EQ(text, expected_text(folder())) << "UPDATE_GOLDEN=1 accepts the new text";
}

TEST_P(Golden, WordsItsFindingsWell) {
  for (const Finding& finding : run_.findings())
    EXPECT_EQ(wording_fault(finding), "") << finding.message;
}

// Fixtures plant passwords that contain "canary".
TEST_P(Golden, ShowsNoPlantedSecretInAnyFormat) {
  const PreparedReport report = run_.prepared();
  for (const auto name : format_names())
    EXPECT_EQ(render(report, *format_named(name)).find("canary"), std::string::npos) << name;
}

TEST_P(Golden, FixesSafelyOnce) {
  const auto once = run_.fixed_files();
  LintRun again(once, selection_of(GetParam()));
  const auto twice = again.fixed_files();
  for (std::size_t at = 0; at < once.size(); ++at) EXPECT_EQ(twice[at].text, once[at].text);
}

std::string test_name(const testing::TestParamInfo<std::string>& param) {
  std::string name = param.param;
  for (char& letter : name)
    if (std::isalnum(static_cast<unsigned char>(letter)) == 0) letter = '_';
  return name;
}

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Golden);
INSTANTIATE_TEST_SUITE_P(Fixtures, Golden, testing::ValuesIn(cases()), test_name);

// Every rule has a folder with a case that fires and one that is silent; every folder has a rule.
TEST(GoldenFolders, BelongToRules) {
  for (const auto& name : folders_in(fixtures / "rules")) {
    const Rule* found = nullptr;
    for (const Rule* rule : test::known_rules())
      if (name == std::string(rule->id) + "-" + std::string(rule->name)) found = rule;
    EXPECT_NE(found, nullptr) << "fixtures/rules/" << name << " belongs to no rule";
  }
}

}  // namespace
}  // namespace patrol
