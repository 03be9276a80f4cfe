// The last line of defence before a report leaves us: no password, token or key is shown, neither
// in a source line nor in a sentence.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "linter/base/secret_scan.h"
#include "linter/base/source.h"

namespace patrol {

/// The text with each range replaced by "***". The ranges are sorted and disjoint.
[[nodiscard]] std::string masked(std::string_view text, std::span<const TextRange> ranges);

/// Knows the secrets of a set of files. Reads every file once.
class Redactor {
 public:
  explicit Redactor(const SourceSet& sources);

  /// Secrets of a file, sorted and disjoint.
  [[nodiscard]] std::span<const TextRange> ranges(FileId file) const;
  /// A sentence with every secret of the files hidden that it quotes as a whole word, and what
  /// looks like one by itself. A text that also stands openly in its file ("postgres" as a user
  /// name) and texts below four bytes are not searched for: hiding them would hide no secret.
  [[nodiscard]] std::string hide(std::string_view sentence) const;

 private:
  void learn(std::string_view text, std::span<const TextRange> ranges);
  [[nodiscard]] std::size_t secret_at(std::string_view sentence, std::size_t at) const;

  std::vector<std::vector<TextRange>> ranges_;
  std::unordered_set<std::string> known_;
  std::unordered_map<std::uint32_t, std::vector<std::string>> by_head_;  // first four bytes
};

}  // namespace patrol
