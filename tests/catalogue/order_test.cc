// The list of rules as a whole: ids are unique, in order, never reused; files are named for rules.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "rules/catalogue.h"
#include "tests/support/lint_run.h"

namespace patrol {
namespace {

struct Listed {
  std::string folder;
  std::string file;
};

const std::vector<Listed> listed{
#define RULE(folder, file) {#folder, #file},
#define RETIRED(id)
#include "rules/catalogue.def"
#undef RULE
#undef RETIRED
};

const std::vector<std::string> retired{
#define RULE(folder, file)
#define RETIRED(id) #id,
#include "rules/catalogue.def"
#undef RULE
#undef RETIRED
};

TEST(CatalogueOrder, GoesByGroupAndNumber) {
  std::string last;
  for (const Rule* rule : all_rules()) {
    EXPECT_LT(last, rule->id) << "ids are unique and in order";
    last = rule->id;
  }
}

TEST(CatalogueOrder, NeverReusesANumber) {
  for (const Rule* rule : test::known_rules())
    EXPECT_EQ(std::count(retired.begin(), retired.end(), rule->id), 0) << rule->id;
}

TEST(CatalogueOrder, HasUniqueNames) {
  std::set<std::string_view> names;
  for (const Rule* rule : test::known_rules())
    EXPECT_TRUE(names.insert(rule->name).second) << rule->name;
}

TEST(CatalogueOrder, NamesFilesForRules) {
  ASSERT_EQ(listed.size(), all_rules().size());
  for (std::size_t at = 0; at < listed.size(); ++at) {
    std::string name = listed[at].file;
    std::replace(name.begin(), name.end(), '_', '-');
    EXPECT_EQ(all_rules()[at]->name, name) << all_rules()[at]->id;
  }
}

TEST(CatalogueOrder, KeepsAGroupInOneFolder) {
  std::map<std::string, std::set<std::string>> folders;
  for (std::size_t at = 0; at < listed.size(); ++at)
    folders[std::string(all_rules()[at]->id.substr(0, 3))].insert(listed[at].folder);
  for (const auto& [group, names] : folders) EXPECT_EQ(names.size(), 1U) << group;
}

TEST(CatalogueOrder, IsFoundByIdAndName) {
  for (const Rule* rule : all_rules()) {
    EXPECT_EQ(find_rule(rule->id), rule);
    EXPECT_EQ(find_rule(rule->name), rule);
  }
  EXPECT_EQ(find_rule("XXX999"), nullptr);
}

}  // namespace
}  // namespace patrol
