// Timings of the dynamic configuration, with the defaults where nothing is written.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "linter/diag/report.h"
#include "linter/model/snapshot.h"

namespace patrol::rules {

/// A number of seconds that Patroni will use unless it adjusts it.
struct Seconds {
  long long value = 0;
  Value written;  // missing: the default
};

/// Nothing for placeholders and for values that Patroni cannot read either.
[[nodiscard]] std::optional<Seconds> dynamic_seconds(const Value& dynamic, std::string_view name);

/// Marks the place where it is written, or notes the default.
void explain_seconds(FindingBuilder& finding, std::string_view name, const Seconds& seconds,
                     std::string_view role);

/// The first release that corrects timings at run time instead of using them as they are.
inline constexpr Version first_to_adjust{3, 2, 0};

/// A watchdog section that is switched on, with the seconds kept between its firing and `ttl`.
struct Watchdog {
  Value section;
  bool is_required = false;
  Seconds margin;
};
/// Nothing when the member has no such section, or its mode is off, unknown or a placeholder.
[[nodiscard]] std::optional<Watchdog> active_watchdog(const PatroniDocument& member);

}  // namespace patrol::rules
