// `patrol explain RULE` and `patrol rules`: what a rule file says, for people.
#include <algorithm>
#include <cstdio>
#include <span>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "linter/base/text.h"
#include "linter/engine/suppressions.h"
#include "linter/render/rule_page.h"
#include "rules/catalogue.h"

namespace patrol::cli {
namespace {

// The catalogue, and the rules about comments that the engine itself applies.
std::vector<const Rule*> known_rules() {
  const auto rules = all_rules();
  const auto built_in = suppression_rules();
  std::vector<const Rule*> known(rules.begin(), rules.end());
  known.insert(known.end(), built_in.begin(), built_in.end());
  return known;
}

const Rule* find_known(std::string_view word) {
  for (const Rule* rule : known_rules())
    if (rule->id == word || rule->name == word) return rule;
  return nullptr;
}

// Rules whose code or name is nearest to a word that is neither.
void suggest(const std::string& word) {
  std::vector<std::string_view> names;
  for (const Rule* rule : known_rules()) {
    names.push_back(rule->id);
    names.push_back(rule->name);
  }
  const auto near = nearest_name(word, names);
  const std::string hint =
      near ? cat("; did you mean ", *near, '?') : "; `patrol rules` lists them";
  std::fprintf(stderr, "patrol: no rule is called %s%s\n", printable(word).c_str(), hint.c_str());
}

}  // namespace

int explain(const ExplainArguments& arguments) {
  const Rule* rule = find_known(arguments.rule);
  if (rule == nullptr) {
    suggest(arguments.rule);
    return status_unreadable;
  }
  std::fputs(rule_page(*rule).c_str(), stdout);
  return status_clean;
}

int list_rules(const RulesArguments& arguments) {
  const auto rules = known_rules();
  const std::string text = arguments.format == "json"       ? rules_as_json(rules)
                           : arguments.format == "markdown" ? rules_as_markdown(rules)
                                                            : rules_as_text(rules);
  std::fputs(text.c_str(), stdout);
  return status_clean;
}

}  // namespace patrol::cli
