// Runs every folder of fixtures/why: question.txt holds the words behind `patrol why`, expected.txt
// the exact text that a user sees. UPDATE_GOLDEN=1 rewrites the texts.
#include "linter/render/why.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cli/member_files.h"
#include "linter/base/text.h"

namespace patrol {
namespace {

namespace fs = std::filesystem;

const fs::path fixtures = fs::path(PATROL_SOURCE_DIR) / "fixtures" / "why";

std::string content_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

struct Question {
  std::string setting;  // "" for --all
  cli::MemberRequest request;
};

Question question_of(const fs::path& folder) {
  Question out;
  const std::string text = content_of(folder / "question.txt");
  std::string flag;
  for (const std::string_view word : split(trim(text), ' ')) {
    const std::string value(word);
    if (flag == "--dynamic") out.request.dynamic_file = value;
    if (flag == "--member") out.request.member = value;
    if (flag == "--role" && value == "replica") out.request.role = MemberRole::replica;
    if (flag == "--patroni-version") out.request.patroni_version = value;
    if (flag.empty() && !value.starts_with("--")) out.setting = value;
    flag = flag.empty() && value.starts_with("--") && value != "--all" ? value : "";
  }
  return out;
}

struct Answer {
  std::string text;
  std::string json;
};

Answer answer(const fs::path& folder) {
  const fs::path before = fs::current_path();
  fs::current_path(folder);
  Question asked = question_of(".");
  cli::ReadMembers read;
  cli::read_members(asked.request, read);
  fs::current_path(before);
  if (!read.problem.empty()) return {read.problem + "\n", {}};
  std::vector<EffectiveConfiguration> configurations;
  configurations.reserve(read.inputs.size());
  std::vector<WhyMember> members;
  for (const MemberInput& input : read.inputs) {
    configurations.push_back(effective_configuration(input));
    members.push_back({&input, &configurations.back()});
  }
  const Redactor redactor(read.collection.sources);
  const WhyQuestion question{asked.setting, members, &redactor};
  return {why_text(question), why_json(question)};
}

class WhyGolden : public testing::TestWithParam<std::string> {};

TEST_P(WhyGolden, ShowsTheExpectedText) {
  const fs::path folder = fixtures / GetParam();
  const std::string text = answer(folder).text;
  const char* wish = std::getenv("UPDATE_GOLDEN");
  if (wish != nullptr && std::string_view(wish) == "1") {
    std::ofstream(folder / "expected.txt", std::ios::binary) << text;
    return;
  }
  EXPECT_EQ(text, content_of(folder / "expected.txt")) << "UPDATE_GOLDEN=1 accepts the new text";
}

// Fixtures plant passwords that contain "canary".
TEST_P(WhyGolden, ShowsNoPlantedSecret) {
  const Answer given = answer(fixtures / GetParam());
  EXPECT_EQ(given.text.find("canary"), std::string::npos);
  EXPECT_EQ(given.json.find("canary"), std::string::npos);
}

std::vector<std::string> cases() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(fixtures))
    if (entry.is_directory()) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

INSTANTIATE_TEST_SUITE_P(Fixtures, WhyGolden, testing::ValuesIn(cases()),
                         [](const testing::TestParamInfo<std::string>& param) {
                           std::string name = param.param;
                           for (char& letter : name)
                             if (letter == '-') letter = '_';
                           return name;
                         });

}  // namespace
}  // namespace patrol
