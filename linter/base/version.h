// Product versions and the spans of versions in which a fact holds.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace patrol {

/// Three numbers; PostgreSQL 10 and later use only the first two ("15.18" is {15, 18, 0}).
struct Version {
  int major = 0;
  int minor = 0;
  int patch = 0;
  // clang-tidy 14 takes the 0 of rewritten comparisons for a pointer.
  auto operator<=>(const Version&) const = default;  // NOLINT(modernize-use-nullptr)
};

/// "4.1.5", "4.1", "15"; nothing for anything else (a suffix such as "rc1" or "-2" is dropped).
[[nodiscard]] std::optional<Version> parse_version(std::string_view text);
/// Shortest form: "15" for {15, 0, 0}, "4.1" for {4, 1, 0}.
[[nodiscard]] std::string to_string(Version version);

}  // namespace patrol
