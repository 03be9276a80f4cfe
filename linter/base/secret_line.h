// Secrets within one line, and what the line leaves open for those below it.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace patrol {

/// Half-open range of bytes.
struct TextRange {
  std::size_t begin = 0;
  std::size_t end = 0;
  friend bool operator==(const TextRange&, const TextRange&) = default;
};

/// What the lines after one inherit from it.
struct SecretCarry {
  enum class Kind { nothing, block, quote, backslash, pem };
  Kind kind = Kind::nothing;
  std::size_t indent = 0;         // of the key, for a block
  bool is_list_possible = false;  // the key had no value: "- x" may follow in its column
  char quote = 0;
};

/// In a message `name: words` is prose; in a document it is a key with its value.
enum class SecretContext { document, message };

struct SecretLine {
  std::string_view text;
  std::size_t offset = 0;  // of the line in the whole text: added to the ranges
  std::size_t from = 0;    // where reading begins: behind what the lines above had left open
};

/// Appends what must not be shown, in no order, perhaps overlapping.
[[nodiscard]] SecretCarry find_secrets(SecretLine line, SecretContext context,
                                       std::vector<TextRange>& out);

}  // namespace patrol
