// Dates and timestamps as PyYAML builds them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace patrol {

struct PythonTime {
  int year = 0;
  int month = 0;
  int day = 0;
  bool has_clock = false;  // a datetime, else a date
  int hour = 0;
  int minute = 0;
  int second = 0;
  int microsecond = 0;
  bool has_zone = false;
  int zone_minutes = 0;  // east of Greenwich
};

/// The text of a timestamp; nothing for other texts and for dates that do not exist.
[[nodiscard]] std::optional<PythonTime> read_yaml_time(std::string_view text);
/// As str() gives it: "2024-01-01 10:00:00+02:00".
[[nodiscard]] std::string python_str(const PythonTime& time);

}  // namespace patrol
