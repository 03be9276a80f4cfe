// Reads and writes version numbers.
#include "linter/base/version.h"

#include <array>
#include <charconv>

#include "linter/base/text.h"

namespace patrol {

std::optional<Version> parse_version(std::string_view text) {
  std::array<int, 3> parts{};
  std::size_t count = 0;
  const char* at = text.data();
  const char* const end = text.data() + text.size();
  while (count < parts.size()) {
    const auto [next, error] = std::from_chars(at, end, parts.at(count));
    if (error != std::errc{} || parts.at(count) < 0) return std::nullopt;
    ++count;
    at = next;
    if (at == end || *at != '.') break;
    ++at;
  }
  const bool clean = at == end || *at == '-' || *at == '+' || *at == '~' || *at == '.' ||
                     std::string_view(at, static_cast<std::size_t>(end - at)).starts_with("rc") ||
                     std::string_view(at, static_cast<std::size_t>(end - at)).starts_with("beta");
  if (!clean) return std::nullopt;
  return Version{parts[0], parts[1], parts[2]};
}

std::string to_string(Version version) {
  if (version.patch != 0) return cat(version.major, '.', version.minor, '.', version.patch);
  if (version.minor != 0) return cat(version.major, '.', version.minor);
  return cat(version.major);
}

}  // namespace patrol
