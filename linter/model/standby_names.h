// synchronous_standby_names: how many standbys of which names confirm a commit.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "linter/base/result.h"

namespace patrol {

struct StandbyNames {
  /// list: "a, b", the first of them confirms. first: "FIRST 2 (a, b)" or "2 (a, b)". any: "ANY 2
  /// (a, b)". none: the empty string, nobody confirms.
  enum class Method : std::uint8_t { none, list, first, any };
  Method method = Method::none;
  int count = 0;  // of standbys that must confirm
  std::vector<std::string> names;
};

/// What is wrong, as the end of a sentence: "has no closing parenthesis".
[[nodiscard]] tl::expected<StandbyNames, std::string> parse_standby_names(std::string_view text);

}  // namespace patrol
