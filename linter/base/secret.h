// A text that may be compared but never shown: passwords, tokens, keys, connection strings.
#pragma once

#include <string>
#include <utility>

namespace patrol {

/// There is no accessor and no conversion to text; a renderer cannot print what it cannot read.
class Secret {
 public:
  explicit Secret(std::string text) : text_(std::move(text)) {}
  friend bool operator==(const Secret&, const Secret&) = default;
  [[nodiscard]] bool is_empty() const { return text_.empty(); }
  /// What stands in its place wherever a value would be shown.
  static constexpr const char* shown = "***";

 private:
  std::string text_;
};

}  // namespace patrol
