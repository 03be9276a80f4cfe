// Reads and writes PostgreSQL's quantities. Both readers exist twice because version 12 changed
// them: until 11 integers were converted in whole numbers, since then in floating point.
#include "linter/base/quantity.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <span>

#include "linter/base/text.h"

namespace patrol {
namespace {

// `size` in the smallest unit of the family: bytes or microseconds.
struct Unit {
  std::string_view name;
  std::int64_t size = 0;
  int since = 0;
};
constexpr std::int64_t kibi = 1024;
constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t minute = 60 * second;
constexpr std::int64_t hour = 60 * minute;
constexpr auto memory_units = std::to_array<Unit>({{"TB", kibi* kibi* kibi* kibi},
                                                   {"GB", kibi* kibi* kibi},
                                                   {"MB", kibi* kibi},
                                                   {"kB", kibi},
                                                   {"B", 1, 11}});
constexpr auto time_units = std::to_array<Unit>(
    {{"d", 24 * hour}, {"h", hour}, {"min", minute}, {"s", second}, {"ms", 1000}, {"us", 1, 12}});

const Unit* find_unit(std::span<const Unit> units, std::string_view name) {
  const auto found =
      std::find_if(units.begin(), units.end(), [&](const Unit& unit) { return unit.name == name; });
  return found == units.end() ? nullptr : &*found;
}

// What a base unit belongs to: "8kB" is 8 * 1024 bytes.
struct Base {
  std::span<const Unit> units;
  std::int64_t size = 0;
};
std::optional<Base> find_base(std::string_view name) {
  std::int64_t count = 1;
  const auto letters = std::min(name.find_first_not_of("0123456789"), name.size());
  if (letters > 0) count = to_integer(name.substr(0, letters)).value_or(0);
  name.remove_prefix(letters);
  for (const std::span<const Unit> units :
       {std::span<const Unit>(memory_units), std::span<const Unit>(time_units)})
    if (const Unit* unit = find_unit(units, name); unit != nullptr && count > 0)
      return Base{units, count * unit->size};
  return std::nullopt;
}

bool is_blank(char letter) {
  return letter == ' ' || (letter >= '\t' && letter <= '\r');
}
std::string_view skip_blanks(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  return text;
}
std::string_view trim_blanks(std::string_view text) {
  text = skip_blanks(text);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// A number at the start of a text, as C's strtol or strtod would take it.
template <typename Number>
struct Leading {
  Number number{};
  std::string_view rest;
  bool is_there = false;
  bool is_too_large = false;
};

bool take_sign(std::string_view& text) {
  if (text.empty() || (text.front() != '-' && text.front() != '+')) return false;
  const bool is_negative = text.front() == '-';
  text.remove_prefix(1);
  return is_negative;
}

bool is_hexadecimal(std::string_view text) {
  return text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X') &&
         contains("0123456789abcdefABCDEF", text.substr(2, 1));
}

// Decimal, 0x hexadecimal or octal behind a leading zero.
Leading<std::int64_t> leading_integer(std::string_view text) {
  Leading<std::int64_t> out{.rest = text};
  text = skip_blanks(text);
  const bool is_negative = take_sign(text);
  int base = 10;
  if (is_hexadecimal(text)) {
    base = 16;
    text.remove_prefix(2);
  } else if (text.starts_with('0')) {
    base = 8;
  }
  if (text.starts_with('-')) return out;  // from_chars would take a second sign
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), out.number, base);
  if (end == text.data()) return out;
  out.is_there = true;
  out.is_too_large = error != std::errc{};
  if (is_negative) out.number = -out.number;
  out.rest = text.substr(static_cast<std::size_t>(end - text.data()));
  return out;
}

// Also "inf", "nan" and hexadecimal, as strtod takes them.
Leading<double> leading_real(std::string_view text) {
  Leading<double> out{.rest = text};
  text = skip_blanks(text);
  const bool is_negative = take_sign(text);
  auto format = std::chars_format::general;
  if (is_hexadecimal(text)) {
    format = std::chars_format::hex;
    text.remove_prefix(2);
  }
  if (text.starts_with('-')) return out;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), out.number, format);
  if (end == text.data()) return out;
  out.is_there = true;
  out.is_too_large = error != std::errc{};
  if (is_negative) out.number = -out.number;
  out.rest = text.substr(static_cast<std::size_t>(end - text.data()));
  return out;
}

QuantityFault unit_fault(std::string_view base_unit) {
  return base_unit.empty() ? QuantityFault::needless_unit : QuantityFault::unknown_unit;
}

// From 12: a fraction of a unit is first rounded to whole smaller units ("30.1GB" is 30822 MB).
std::optional<double> converted(double value, std::string_view unit, std::string_view base_unit,
                                int major) {
  const auto base = find_base(base_unit);
  if (!base) return std::nullopt;
  const Unit* found = find_unit(base->units, unit);
  if (found == nullptr || major < found->since) return std::nullopt;
  const auto in_base = [&](const Unit& one) {
    return static_cast<double>(one.size) / static_cast<double>(base->size);
  };
  const double plain = value * in_base(*found);
  const Unit* smaller = found + 1;
  if (smaller == base->units.data() + base->units.size()) return plain;
  return std::nearbyint(plain / in_base(*smaller)) * in_base(*smaller);
}

// Until 11: whole numbers only, a remainder is cut off.
tl::expected<std::int64_t, QuantityFault> cut(std::int64_t value, std::string_view unit,
                                              std::string_view base_unit, int major) {
  const auto base = find_base(base_unit);
  if (!base) return tl::unexpected(unit_fault(base_unit));
  const Unit* found = find_unit(base->units, unit);
  if (found == nullptr || major < found->since) return tl::unexpected(unit_fault(base_unit));
  if (found->size < base->size) return value / (base->size / found->size);
  return value * (found->size / base->size);
}

bool fits(double value) {
  return value >= std::numeric_limits<std::int32_t>::min() &&
         value <= std::numeric_limits<std::int32_t>::max();
}

tl::expected<std::int32_t, QuantityFault> parse_old_integer(std::string_view text,
                                                            std::string_view base_unit, int major) {
  const auto leading = leading_integer(text);
  if (!leading.is_there) return tl::unexpected(QuantityFault::not_a_number);
  if (leading.is_too_large || !fits(static_cast<double>(leading.number)))
    return tl::unexpected(QuantityFault::too_large);
  const auto unit = trim_blanks(leading.rest);
  if (unit.empty()) return static_cast<std::int32_t>(leading.number);
  if (contains(".eE", unit.substr(0, 1)) && leading_real(text).rest.size() < leading.rest.size())
    return tl::unexpected(QuantityFault::fraction);
  const auto value = cut(leading.number, unit, base_unit, major);
  if (!value) return tl::unexpected(value.error());
  if (!fits(static_cast<double>(*value))) return tl::unexpected(QuantityFault::too_large);
  return static_cast<std::int32_t>(*value);
}

// An integer, or a real where a point or exponent goes on behind it or it is too long for 64 bits.
Leading<double> leading_number(std::string_view text) {
  const auto whole = leading_integer(text);
  const bool goes_on = !whole.rest.empty() && contains(".eE", whole.rest.substr(0, 1));
  if (whole.is_too_large || goes_on) return leading_real(text);
  return {static_cast<double>(whole.number), whole.rest, whole.is_there, false};
}

}  // namespace

tl::expected<std::int32_t, QuantityFault> parse_integer(std::string_view text,
                                                        std::string_view base_unit,
                                                        int postgres_major) {
  if (postgres_major < 12) return parse_old_integer(text, base_unit, postgres_major);
  const auto leading = leading_number(text);
  if (!leading.is_there || leading.is_too_large) return tl::unexpected(QuantityFault::not_a_number);
  double value = leading.number;
  if (const auto unit = trim_blanks(leading.rest); !unit.empty()) {
    const auto in_base = converted(value, unit, base_unit, postgres_major);
    if (!in_base) return tl::unexpected(unit_fault(base_unit));
    value = *in_base;
  }
  value = std::nearbyint(value);
  if (!fits(value)) return tl::unexpected(QuantityFault::too_large);
  return static_cast<std::int32_t>(value);
}

tl::expected<double, QuantityFault> parse_real(std::string_view text, std::string_view base_unit,
                                               int postgres_major) {
  const auto leading = leading_real(text);
  if (!leading.is_there || leading.is_too_large || std::isnan(leading.number))
    return tl::unexpected(QuantityFault::not_a_number);
  const auto unit = trim_blanks(leading.rest);
  if (unit.empty()) return leading.number;
  if (postgres_major < 12) return tl::unexpected(unit_fault(""));
  const auto in_base = converted(leading.number, unit, base_unit, postgres_major);
  if (!in_base) return tl::unexpected(unit_fault(base_unit));
  return *in_base;
}

std::vector<std::string_view> unit_names(std::string_view base_unit, int postgres_major) {
  std::vector<std::string_view> names;
  if (const auto base = find_base(base_unit))
    for (const Unit& unit : base->units)
      if (postgres_major >= unit.since) names.push_back(unit.name);
  return names;
}

std::optional<std::string_view> meant_unit(std::string_view written, std::string_view base_unit,
                                           int postgres_major) {
  struct Alias {
    std::string_view written;
    std::string_view meant;
  };
  static constexpr auto aliases = std::to_array<Alias>(
      {{"k", "kB"},   {"kib", "kB"},   {"kbytes", "kB"},  {"m", "MB"},        {"mib", "MB"},
       {"g", "GB"},   {"gib", "GB"},   {"t", "TB"},       {"tib", "TB"},      {"bytes", "B"},
       {"m", "min"},  {"mins", "min"}, {"minute", "min"}, {"minutes", "min"}, {"sec", "s"},
       {"secs", "s"}, {"second", "s"}, {"seconds", "s"},  {"hour", "h"},      {"hours", "h"},
       {"hr", "h"},   {"day", "d"},    {"days", "d"},     {"msec", "ms"}});
  const auto names = unit_names(base_unit, postgres_major);
  const auto has = [&](std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  for (const auto name : names)
    if (equal_ignoring_case(name, written)) return name;
  for (const Alias& alias : aliases)
    if (equal_ignoring_case(alias.written, written) && has(alias.meant)) return alias.meant;
  return std::nullopt;
}

std::string_view unit_part(std::string_view text) {
  return trim_blanks(leading_number(text).rest);
}

std::string to_human(std::int64_t value, std::string_view base_unit) {
  const auto base = find_base(base_unit);
  if (!base || value <= 0 || value > std::numeric_limits<std::int64_t>::max() / base->size)
    return cat(value);
  const std::int64_t smallest = value * base->size;
  for (const Unit& unit : base->units)
    if (smallest % unit.size == 0) return cat(smallest / unit.size, unit.name);
  return cat(value);
}

std::string to_human(double value, std::string_view base_unit) {
  constexpr double most = 1e15;
  if (value == std::trunc(value) && std::abs(value) < most)
    return to_human(static_cast<std::int64_t>(value), base_unit);
  const auto base = find_base(base_unit);
  if (!base || !std::isfinite(value) || std::abs(value) >= most) return short_real(value);
  const double smallest = value * static_cast<double>(base->size);
  if (smallest == std::trunc(smallest) && smallest > 0 && smallest < most)
    return to_human(static_cast<std::int64_t>(smallest), base->units.back().name);
  return cat(short_real(value), base_unit);
}

std::string short_real(double value) {
  std::array<char, 32> buffer{};
  const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                     std::chars_format::general, 6);
  return {buffer.data(), written.ptr};
}

}  // namespace patrol
