// Which values of an environment file say nothing certain about the setting they stand for.
#pragma once

#include <string_view>
#include <vector>

#include "linter/doc/env.h"

namespace patrol {

/// A template's mark or a reference that somebody else replaces.
[[nodiscard]] bool holds_placeholder(std::string_view text);

/// Names whose value a slip of writing spoilt (a comment behind it, a stray quote, a second
/// assignment): the slip is what is wrong, not the value that systemd makes of it.
class SpoiltVariables {
 public:
  explicit SpoiltVariables(const EnvFile& env);
  [[nodiscard]] bool has(std::string_view name) const;

 private:
  std::vector<std::string_view> names_;  // sorted
};

}  // namespace patrol
