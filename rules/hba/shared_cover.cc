// Containment of one record in another, field by field.
#include "rules/hba/shared_cover.h"

#include <algorithm>
#include <array>

#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

bool covers_type(HbaType earlier, HbaType later) {
  if (earlier == later) return true;
  return earlier == HbaType::host && later != HbaType::local;
}

bool is_special(const HbaToken& token) {
  constexpr auto words =
      std::to_array<std::string_view>({"all", "sameuser", "samerole", "samegroup", "replication"});
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return is_keyword(token, word); });
}

bool is_same_token(const HbaToken& left, const HbaToken& right) {
  if (left.text != right.text) return false;
  if (is_special(left) || is_special(right)) return is_special(left) == is_special(right);
  const bool has_prefix = left.text.starts_with('+') || left.text.starts_with('@');
  return !has_prefix || left.is_quoted == right.is_quoted;
}

bool covers_tokens(const std::vector<HbaToken>& earlier, const std::vector<HbaToken>& later,
                   bool are_databases) {
  const bool has_all = has_keyword(earlier, "all");
  return !later.empty() && std::all_of(later.begin(), later.end(), [&](const HbaToken& token) {
    const bool is_replication = are_databases && is_keyword(token, "replication");
    if (has_all && !is_replication) return true;
    return std::any_of(earlier.begin(), earlier.end(),
                       [&](const HbaToken& candidate) { return is_same_token(candidate, token); });
  });
}

bool covers_range(const HbaAddress& earlier, const HbaAddress& later) {
  if (earlier.ip.size() != later.ip.size()) return false;
  for (std::size_t at = 0; at < earlier.ip.size(); ++at) {
    const unsigned mask = earlier.mask[at];
    if ((later.mask[at] & mask) != mask) return false;
    if ((later.ip[at] & mask) != (earlier.ip[at] & mask)) return false;
  }
  return true;
}

bool covers_address(const HbaAddress& earlier, const HbaAddress& later) {
  using Kind = HbaAddress::Kind;
  if (earlier.kind == Kind::all) return true;
  if (earlier.kind != later.kind) return false;
  if (earlier.kind == Kind::ip) return covers_range(earlier, later);
  return earlier.name == later.name;
}

}  // namespace

bool covers(const HbaRecord& earlier, const HbaRecord& later) {
  return covers_type(earlier.type, later.type) &&
         covers_tokens(earlier.databases, later.databases, true) &&
         covers_tokens(earlier.users, later.users, false) &&
         covers_address(earlier.address, later.address);
}

bool does_the_same(const HbaRecord& left, const HbaRecord& right) {
  return left.method == right.method &&
         std::equal(left.options.begin(), left.options.end(), right.options.begin(),
                    right.options.end(), [](const HbaOption& one, const HbaOption& other) {
                      return one.name == other.name && one.value == other.value;
                    });
}

}  // namespace patrol::rules
