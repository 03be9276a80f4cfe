// Replaces secrets by numbered stand-ins.
#include "linter/base/masked_text.h"

#include <algorithm>
#include <span>

#include "linter/base/secret_name.h"
#include "linter/base/secret_scan.h"
#include "linter/base/text.h"

namespace patrol {
namespace {

constexpr std::string_view stem = "masked-secret-";

std::string replaced(std::string_view raw, std::span<const TextRange> ranges,
                     SecretNumbers& numbers) {
  std::string out;
  std::size_t done = 0;
  for (const TextRange& range : ranges) {
    out += raw.substr(done, range.begin - done);
    out += numbers.stand_in(raw.substr(range.begin, range.end - range.begin));
    done = range.end;
  }
  out += raw.substr(done);
  return out;
}

}  // namespace

std::string SecretNumbers::stand_in(std::string_view secret) {
  if (secret.size() >= 2 && (secret[0] == '"' || secret[0] == '\'') && secret.back() == secret[0]) {
    const std::string quote(1, secret[0]);
    return cat(quote, stand_in(secret.substr(1, secret.size() - 2)), quote);
  }
  if (is_masked_secret(secret)) return std::string(secret);
  const auto [entry, is_new] =
      numbers_.try_emplace(std::string(secret), taken_ + numbers_.size() + 1);
  return cat(stem, entry->second);
}

bool is_masked_secret(std::string_view value) {
  if (!value.starts_with(stem) || value.size() == stem.size()) return false;
  return std::all_of(value.begin() + stem.size(), value.end(),
                     [](char letter) { return letter >= '0' && letter <= '9'; });
}

MaskedText::MaskedText(std::string_view raw, SecretNumbers& numbers)
    : text_(replaced(raw, secret_ranges(raw), numbers)) {
}

MaskedText::MaskedText(std::string_view name, std::string_view value, SecretNumbers& numbers) {
  if (!value.empty() && is_secret_name(name) && !is_path_of_key(plain_name(name), value))
    text_ = numbers.stand_in(value);
  else
    text_ = replaced(value, secret_ranges_in_message(value), numbers);
}

}  // namespace patrol
