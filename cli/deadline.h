// Times as people write them on a command line.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace patrol::cli {

/// "20s", "500ms", "2min", "20" (seconds); nothing for anything else or more than an hour.
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_deadline(std::string_view text);

}  // namespace patrol::cli
