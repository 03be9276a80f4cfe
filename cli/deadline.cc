// A number and one of three units.
#include "cli/deadline.h"

#include "linter/base/text.h"

namespace patrol::cli {

std::optional<std::chrono::milliseconds> parse_deadline(std::string_view text) {
  constexpr long long longest = 3'600'000;
  const auto unit_at = text.find_first_not_of("0123456789");
  const auto number = to_integer(text.substr(0, unit_at));
  const std::string_view unit = unit_at == std::string_view::npos ? "s" : text.substr(unit_at);
  long long factor = 0;
  if (unit == "ms") factor = 1;
  if (unit == "s") factor = 1000;
  if (unit == "min") factor = 60'000;
  if (!number || *number <= 0 || factor == 0 || *number > longest / factor) return std::nullopt;
  return std::chrono::milliseconds(*number * factor);
}

}  // namespace patrol::cli
