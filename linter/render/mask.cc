// Secrets are learnt from the files, then looked for by their first bytes.
#include "linter/render/mask.h"

#include <algorithm>
#include <cstring>

#include "linter/base/secret.h"
#include "linter/base/text.h"

namespace patrol {
namespace {

constexpr std::size_t shortest_searched = 4;
// Messages shorten what they quote; so much of a long secret must fit to recognise it.
constexpr std::size_t recognised_bytes = 24;

bool is_word_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') || letter == '_';
}

std::uint32_t head_of(std::string_view text) {
  std::uint32_t head = 0;
  std::memcpy(&head, text.data(), sizeof head);
  return head;
}

// A word of a longer secret is one by itself unless it may be any word: "change", "this".
bool is_telling(std::string_view word) {
  constexpr std::size_t shortest = 6;
  const auto is_letter = [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
  };
  return word.size() >= shortest && !std::all_of(word.begin(), word.end(), is_letter);
}

// Calls `use` with every run of word letters between the ranges.
template <typename Use>
void for_each_open_word(std::string_view text, std::span<const TextRange> ranges, Use use) {
  std::size_t next = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (next < ranges.size() && at >= ranges[next].begin) {
      at = std::max(at, ranges[next++].end);
      continue;
    }
    const auto limit = next < ranges.size() ? ranges[next].begin : text.size();
    const auto begin = at;
    while (at < limit && is_word_letter(text[at])) ++at;
    if (at > begin)
      use(text.substr(begin, at - begin));
    else
      ++at;
  }
}

}  // namespace

std::string masked(std::string_view text, std::span<const TextRange> ranges) {
  std::string out;
  std::size_t at = 0;
  for (const auto& range : ranges) {
    out += text.substr(at, range.begin - at);
    out += Secret::shown;
    at = range.end;
  }
  out += text.substr(at);
  return out;
}

Redactor::Redactor(const SourceSet& sources) {
  ranges_.reserve(sources.size());
  for (std::size_t index = 0; index < sources.size(); ++index) {
    const auto text = sources.text(FileId{static_cast<std::uint32_t>(index)});
    ranges_.push_back(secret_ranges(text));
    if (!ranges_.back().empty()) learn(text, ranges_.back());
  }
}

std::span<const TextRange> Redactor::ranges(FileId file) const {
  return ranges_[static_cast<std::size_t>(file)];
}

void Redactor::learn(std::string_view text, std::span<const TextRange> ranges) {
  std::unordered_set<std::string_view> secrets;
  for (const auto& range : ranges) {
    const auto secret = text.substr(range.begin, range.end - range.begin);
    if (secret.size() >= shortest_searched) secrets.insert(secret);
    for (const auto word : split(secret, ' '))
      if (is_telling(word)) secrets.insert(word);
  }
  for_each_open_word(text, ranges, [&](std::string_view word) { secrets.erase(word); });
  for (const auto secret : secrets)
    if (known_.emplace(secret).second) by_head_[head_of(secret)].emplace_back(secret);
}

// Length of the secret that stands at a place of the sentence, as far as it is quoted; 0 for none.
std::size_t Redactor::secret_at(std::string_view sentence, std::size_t at) const {
  const auto rest = sentence.substr(at);
  if (rest.size() < shortest_searched) return 0;
  const auto bucket = by_head_.find(head_of(rest));
  if (bucket == by_head_.end()) return 0;
  std::size_t longest = 0;
  for (const auto& secret : bucket->second) {
    const auto differs = std::mismatch(secret.begin(), secret.end(), rest.begin(), rest.end());
    const auto length = static_cast<std::size_t>(differs.first - secret.begin());
    const bool is_whole = length == secret.size() || length >= recognised_bytes;
    const bool is_in_word =
        (at > 0 && is_word_letter(sentence[at - 1]) && is_word_letter(rest[0])) ||
        (length < rest.size() && is_word_letter(rest[length]) && is_word_letter(secret.back()));
    if (is_whole && !is_in_word) longest = std::max(longest, length);
  }
  return longest;
}

std::string Redactor::hide(std::string_view sentence) const {
  std::string text = masked(sentence, secret_ranges_in_message(sentence));
  if (by_head_.empty()) return text;
  std::vector<TextRange> found;
  for (std::size_t at = 0; at < text.size();) {
    const auto length = secret_at(text, at);
    if (length > 0) found.push_back({at, at + length});
    at += std::max<std::size_t>(1, length);
  }
  return masked(text, found);
}

}  // namespace patrol
