// Which of equal keys counts for Python, shared by the rules about keys.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "linter/doc/node.h"

namespace patrol::rules {

using KeyMembers = std::vector<Value::Member>;
/// By what Python takes for the key's identity; points into the members it was made of.
using KeyWinners = std::map<std::string, const Value::Member*, std::less<>>;

/// The entries of a mapping that Python sees, merged ones left out.
[[nodiscard]] KeyWinners winners_of(const KeyMembers& members);
/// The entry that counts for a key, or null.
[[nodiscard]] const Value::Member* find_winner(const KeyWinners& winners, const Value& key);

/// Names that stand in the section that lost and not in the one that counts: "a, b"; a few only.
[[nodiscard]] std::string lost_names(const Value& lost, const Value& wins);

}  // namespace patrol::rules
