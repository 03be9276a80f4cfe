// The names of the time zones that PostgreSQL finds in its zone files.
#pragma once

#include <string_view>
#include <vector>

namespace patrol::facts {

/// Sorted without case. Names of tzdata 2025b, links to older names included.
[[nodiscard]] std::vector<std::string_view> time_zones();
/// Name compared without case, as the server does.
[[nodiscard]] bool is_time_zone(std::string_view name);
/// The name in its own letters, as the server shows it; the name itself when no zone has it.
[[nodiscard]] std::string_view time_zone_called(std::string_view name);

}  // namespace patrol::facts
