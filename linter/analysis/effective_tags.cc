// Tags that say one thing as a word and as a number: what Patroni makes of both.
#include <algorithm>

#include "linter/analysis/effective_parts.h"
#include "linter/base/text.h"
#include "linter/facts/lookup.h"
#include "linter/model/patroni_number.h"
#include "linter/model/python.h"

namespace patrol {
namespace {

struct TagPair {
  std::string_view word;    // nofailover
  std::string_view number;  // failover_priority
};

EffectiveSetting* find_tag(std::vector<EffectiveSetting>& settings, std::string_view name) {
  const std::string path = cat("tags.", name);
  const auto found = std::find_if(settings.begin(), settings.end(),
                                  [&](const auto& setting) { return setting.name == path; });
  return found == settings.end() ? nullptr : &*found;
}

// To a release before the number's own it is a tag like any other.
bool is_known(std::string_view name, const Version& patroni) {
  const auto* row = facts::match_patroni_setting(cat("tags.", name));
  return row != nullptr && row->is_known_in(patroni);
}

// The word wins where it is given: true makes the number 0. Alone, a number of 0 excludes too.
void settle(const Value& tags, const TagPair& pair, EffectiveSetting& number,
            EffectiveSetting* word) {
  const bool is_given = tags[pair.word] && !tags[pair.word].is_null();
  const bool is_excluded = is_given && python_truth(tags[pair.word]).value_or(false);
  const Value written = tags[pair.number];
  const double value = written ? patroni_integer(written.python_str(), "").value_or(1) : 1;
  number.value = cat(static_cast<long long>(is_excluded ? 0 : value));
  if (is_given && written && is_excluded == (value > 0))
    number.remarks.push_back(
        cat("it contradicts `", pair.word, "`, and Patroni goes by `", pair.word, "`"));
  if (is_given || value > 0 || word == nullptr) return;
  if (tags[pair.word])  // a null
    number.remarks.push_back(cat("Patroni logs that it contradicts the empty `", pair.word,
                                 "`, and yet goes by the number"));
  word->value = "true";
  word->layer = ValueLayer::computed;
  word->origin = number.layer;
  word->remarks.push_back(cat("`", pair.number, "` of ", number.value, " excludes too"));
}

}  // namespace

void apply_tags(const MemberInput& member, std::vector<EffectiveSetting>& settings) {
  const Value tags = member.root()["tags"];
  for (const TagPair& pair :
       {TagPair{"nofailover", "failover_priority"}, TagPair{"nosync", "sync_priority"}}) {
    EffectiveSetting* number = find_tag(settings, pair.number);
    if (number != nullptr && is_known(pair.number, member.patroni))
      settle(tags, pair, *number, find_tag(settings, pair.word));
  }
}

}  // namespace patrol
