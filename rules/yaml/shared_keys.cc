// Finds the entry that Python keeps.
#include "rules/yaml/shared_keys.h"

#include "linter/base/text.h"
#include "linter/diag/report.h"
#include "linter/model/placed_key.h"

namespace patrol::rules {
namespace {

// Keys that are equal to Python get the same text: True and 1 are one key, the text "1" is another.
std::string identity(const Value& key) {
  if (key.is_string()) return cat("text ", key.text());
  if (key.boolean()) return *key.boolean() ? "1" : "0";
  return key.python_str();
}

}  // namespace

KeyWinners winners_of(const KeyMembers& members) {
  KeyWinners winners;
  for (const Value::Member& member : members)
    if (!member.is_overridden && !member.is_merged) winners.emplace(identity(member.key), &member);
  return winners;
}

const Value::Member* find_winner(const KeyWinners& winners, const Value& key) {
  const auto found = winners.find(identity(key));
  return found == winners.end() ? nullptr : found->second;
}

std::string lost_names(const Value& lost, const Value& wins) {
  constexpr std::size_t most_names = 5;
  if (is_too_long(lost) || is_too_long(wins)) return {};
  std::vector<std::string> names;
  for (const auto& member : lost.members())
    if (!wins[member.key.text()]) names.push_back(shown(member.key.text()));
  if (names.size() > most_names) names.resize(most_names);
  return join(names, ", ");
}

}  // namespace patrol::rules
