// Dates and timestamps as PyYAML builds them.
#include "linter/doc/python_time.h"

#include <array>

#include "linter/base/text.h"

namespace patrol {
namespace {

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

// `least` to `most` digits at the front; -1 when there are fewer.
int take_number(std::string_view& text, std::size_t least, std::size_t most) {
  std::size_t count = 0;
  int value = 0;
  while (count < most && count < text.size() && is_digit(text[count]))
    value = value * 10 + (text[count++] - '0');
  text.remove_prefix(count);
  return count < least ? -1 : value;
}

bool take(std::string_view& text, char letter) {
  if (!text.starts_with(letter)) return false;
  text.remove_prefix(1);
  return true;
}

std::size_t take_blanks(std::string_view& text) {
  std::size_t count = 0;
  while (count < text.size() && (text[count] == ' ' || text[count] == '\t')) ++count;
  text.remove_prefix(count);
  return count;
}

int take_fraction(std::string_view& text) {
  int value = 0;
  int digits = 0;
  for (; !text.empty() && is_digit(text.front()); text.remove_prefix(1))
    if (digits < 6) {
      value = value * 10 + (text.front() - '0');
      ++digits;
    }
  for (; digits < 6; ++digits) value *= 10;
  return value;
}

bool take_zone(std::string_view& text, PythonTime& time) {
  time.has_zone = true;
  if (take(text, 'Z')) return true;
  const bool is_west = text.starts_with('-');
  if (!is_west && !text.starts_with('+')) return false;
  text.remove_prefix(1);
  const int hours = take_number(text, 1, 2);
  const int minutes = take(text, ':') ? take_number(text, 2, 2) : 0;
  if (hours < 0 || minutes < 0) return false;
  time.zone_minutes = (hours * 60 + minutes) * (is_west ? -1 : 1);
  return true;
}

bool take_clock(std::string_view& text, PythonTime& time) {
  time.has_clock = true;
  time.hour = take_number(text, 1, 2);
  if (time.hour < 0 || !take(text, ':')) return false;
  time.minute = take_number(text, 2, 2);
  if (time.minute < 0 || !take(text, ':')) return false;
  time.second = take_number(text, 2, 2);
  if (time.second < 0) return false;
  if (take(text, '.')) time.microsecond = take_fraction(text);
  if (text.empty()) return true;
  take_blanks(text);
  return take_zone(text, time);
}

bool exists(const PythonTime& time) {
  constexpr std::array<int, 12> lengths = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (time.year < 1 || time.month < 1 || time.month > 12 || time.day < 1) return false;
  const bool is_leap = (time.year % 4 == 0 && time.year % 100 != 0) || time.year % 400 == 0;
  const int length = lengths[static_cast<std::size_t>(time.month) - 1];
  if (time.day > length + (time.month == 2 && is_leap ? 1 : 0)) return false;
  constexpr int minutes_of_day = 24 * 60;
  return time.hour < 24 && time.minute < 60 && time.second < 60 &&
         time.zone_minutes > -minutes_of_day && time.zone_minutes < minutes_of_day;
}

std::string padded(int value, std::size_t width) {
  const std::string digits = cat(value);
  return cat(std::string(width > digits.size() ? width - digits.size() : 0, '0'), digits);
}

}  // namespace

std::optional<PythonTime> read_yaml_time(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  PythonTime time;
  time.year = take_number(text, 4, 4);
  if (time.year < 0 || !take(text, '-')) return std::nullopt;
  time.month = take_number(text, 1, 2);
  if (time.month < 0 || !take(text, '-')) return std::nullopt;
  time.day = take_number(text, 1, 2);
  if (time.day < 0) return std::nullopt;
  if (!text.empty()) {
    const bool is_separated = take(text, 'T') || take(text, 't') || take_blanks(text) > 0;
    if (!is_separated || !take_clock(text, time) || !text.empty()) return std::nullopt;
  }
  if (!exists(time)) return std::nullopt;
  return time;
}

std::string python_str(const PythonTime& time) {
  std::string out = cat(padded(time.year, 4), '-', padded(time.month, 2), '-', padded(time.day, 2));
  if (!time.has_clock) return out;
  out += cat(' ', padded(time.hour, 2), ':', padded(time.minute, 2), ':', padded(time.second, 2));
  if (time.microsecond != 0) out += cat('.', padded(time.microsecond, 6));
  if (!time.has_zone) return out;
  const int minutes = time.zone_minutes < 0 ? -time.zone_minutes : time.zone_minutes;
  return cat(out, time.zone_minutes < 0 ? '-' : '+', padded(minutes / 60, 2), ':',
             padded(minutes % 60, 2));
}

}  // namespace patrol
