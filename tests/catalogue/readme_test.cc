// The list of rules that people read is the list that the program has.
#include <fstream>
#include <sstream>
#include <vector>

#include <gtest/gtest.h>

#include "linter/engine/suppressions.h"
#include "linter/render/rule_page.h"
#include "rules/catalogue.h"

namespace patrol {
namespace {

TEST(RulesReadme, ListsEveryRule) {
  std::ifstream file(PATROL_SOURCE_DIR "/rules/README.md");
  std::stringstream text;
  text << file.rdbuf();
  std::vector<const Rule*> rules(all_rules().begin(), all_rules().end());
  rules.insert(rules.end(), suppression_rules().begin(), suppression_rules().end());
  EXPECT_EQ(text.str(), rules_as_markdown(rules))
      << "renew it: scripts/patrol rules --format markdown > rules/README.md";
}

}  // namespace
}  // namespace patrol
