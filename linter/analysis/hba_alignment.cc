// A common subsequence of records that are equal by meaning: the same head and tail, and the
// longest one between them where that is not too much work.
#include "linter/analysis/hba_alignment.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <string_view>

#include "linter/base/text.h"

namespace patrol {
namespace {

constexpr std::size_t most_cells = 4'000'000;  // of the table for the middle

using Numbers = std::vector<std::uint32_t>;
using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

// Options that say what holds anyway.
bool is_default(const HbaRecord& record, const HbaOption& option) {
  if (option.name == "clientcert")
    return record.method == "cert" || option.value == "0" || option.value == "no-verify";
  if (option.name == "clientname") return option.value == "CN";
  if (option.name == "include_realm") return option.value == "1";
  const bool is_switch = option.name == "ldaptls" || option.name == "compat_realm" ||
                         option.name == "upn_username" || option.name == "pam_use_hostname";
  return (is_switch && option.value != "1") || (option.name == "map" && option.value.empty());
}

// Length before text, so that no two records share a key by chance.
void append_part(std::string& key, std::string_view part) {
  key += cat(part.size(), ":", part);
}

void append_names(std::string& key, const std::vector<HbaName>& names) {
  key += cat(names.size(), ";");
  for (const HbaName& name : names) {
    key += static_cast<char>('a' + static_cast<int>(name.kind));
    append_part(key, name.text);
  }
}

std::string meaning(const HbaPolicy& policy, std::size_t index) {
  const HbaRecord& record = policy.file->records[index];
  std::string key = cat(static_cast<int>(record.type), static_cast<int>(record.address.kind));
  append_part(key, record.address.name);
  append_part(key, std::string(record.address.ip.begin(), record.address.ip.end()));
  append_part(key, std::string(record.address.mask.begin(), record.address.mask.end()));
  append_names(key, policy.names[index].databases);
  append_names(key, policy.names[index].users);
  return key + hba_outcome(&record);
}

// The longest common subsequence of two middles, by the usual table.
Pairs middle_pairs(std::span<const std::uint32_t> left, std::span<const std::uint32_t> right) {
  Pairs pairs;
  if (left.empty() || right.empty() || left.size() * right.size() > most_cells) return pairs;
  const std::size_t width = right.size() + 1;
  std::vector<std::uint16_t> best((left.size() + 1) * width);
  for (std::size_t i = left.size(); i-- > 0;)
    for (std::size_t j = right.size(); j-- > 0;)
      best[i * width + j] = left[i] == right[j]
                                ? static_cast<std::uint16_t>(best[(i + 1) * width + j + 1] + 1)
                                : std::max(best[(i + 1) * width + j], best[i * width + j + 1]);
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < left.size() && j < right.size()) {
    if (left[i] == right[j]) {
      pairs.emplace_back(i++, j++);
    } else if (best[(i + 1) * width + j] >= best[i * width + j + 1]) {
      ++i;
    } else {
      ++j;
    }
  }
  return pairs;
}

Pairs common_pairs(std::span<const std::uint32_t> left, std::span<const std::uint32_t> right) {
  Pairs pairs;
  std::size_t head = 0;
  while (head < left.size() && head < right.size() && left[head] == right[head]) {
    pairs.emplace_back(head, head);
    ++head;
  }
  const std::size_t shorter = std::min(left.size(), right.size());
  std::size_t tail = 0;
  while (head + tail < shorter && left[left.size() - 1 - tail] == right[right.size() - 1 - tail])
    ++tail;
  for (const auto& [i, j] : middle_pairs(left.subspan(head, left.size() - head - tail),
                                         right.subspan(head, right.size() - head - tail)))
    pairs.emplace_back(head + i, head + j);
  for (std::size_t at = tail; at > 0; --at) pairs.emplace_back(left.size() - at, right.size() - at);
  return pairs;
}

}  // namespace

std::string hba_outcome(const HbaRecord* record) {
  if (record == nullptr || record->method == "reject") return "refused";
  std::map<std::string_view, std::string_view> options;  // the last one wins
  for (const HbaOption& option : record->options) {
    options.erase(option.name);
    if (!is_default(*record, option)) options.emplace(option.name, option.value);
  }
  std::string outcome = record->method;
  // "cert authentication is effectively trust authentication with clientcert=verify-full".
  const auto certificate = options.find("clientcert");
  if (outcome == "trust" && certificate != options.end() && certificate->second == "verify-full") {
    outcome = "cert";
    options.erase(certificate);
  }
  for (const auto& [name, value] : options) outcome += cat("\n", name, "=", value);
  return outcome;
}

std::vector<std::vector<bool>> changed_records(std::span<const HbaPolicy> policies) {
  std::map<std::string, std::uint32_t> known;
  std::vector<Numbers> sequences;
  for (const HbaPolicy& policy : policies) {
    Numbers& numbers = sequences.emplace_back();
    for (std::size_t i = 0; i < policy.names.size(); ++i)
      numbers.push_back(
          known.try_emplace(meaning(policy, i), static_cast<std::uint32_t>(known.size()))
              .first->second);
  }
  Numbers common = sequences.front();
  for (const Numbers& sequence : sequences) {
    Numbers kept;
    for (const auto& [i, j] : common_pairs(common, sequence)) kept.push_back(common[i]);
    common = std::move(kept);
  }
  std::vector<std::vector<bool>> changed;
  for (const Numbers& sequence : sequences) {
    std::vector<bool>& own = changed.emplace_back(sequence.size(), true);
    for (const auto& [i, j] : common_pairs(common, sequence)) own[j] = false;
  }
  return changed;
}

}  // namespace patrol
