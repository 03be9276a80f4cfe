// Patroni's strtol, strtod and unit conversion.
#include "linter/model/patroni_number.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <span>

#include "linter/base/text.h"

namespace patrol {
namespace {

struct Piece {
  std::optional<double> number;
  std::string_view rest;
};

std::size_t sign_length(std::string_view text) {
  return text.starts_with('-') || text.starts_with('+') ? 1 : 0;
}

std::size_t digits_from(std::string_view text, std::size_t at, std::string_view digits) {
  return std::min(text.find_first_not_of(digits, at), text.size());
}

// The digits in [begin, end) in a base; numbers of any size come out as the nearest double.
double value_of(std::string_view digits, int base, bool is_negative) {
  double value = 0;
  for (const char letter : digits) {
    const int low = letter | 0x20;
    const int digit = low >= 'a' ? low - 'a' + 10 : letter - '0';
    value = value * base + digit;
  }
  return is_negative ? -value : value;
}

Piece leading_integer(std::string_view text) {
  text = trim(text);
  const std::size_t sign = sign_length(text);
  const bool is_negative = text.starts_with('-');
  const auto piece = [&](std::size_t begin, std::size_t end, int base) {
    return Piece{value_of(text.substr(begin, end - begin), base, is_negative), text.substr(end)};
  };
  if (text.substr(sign, 2) == "0x") {
    const std::size_t end = digits_from(text, sign + 2, "0123456789abcdefABCDEF");
    if (end > sign + 2) return piece(sign + 2, end, 16);
  }
  if (text.substr(sign, 1) == "0") return piece(sign, digits_from(text, sign, "01234567"), 8);
  const std::size_t end = digits_from(text, sign, "0123456789");
  if (end > sign) return piece(sign, end, 10);
  return {std::nullopt, text};
}

constexpr std::string_view decimal_digits = "0123456789";

// [-+]?[0-9]*\.?[0-9]+([eE][-+]?[0-9]+)?
std::size_t real_length(std::string_view text) {
  const std::size_t sign = sign_length(text);
  std::size_t end = digits_from(text, sign, decimal_digits);
  const bool has_whole = end > sign;
  if (text.substr(end, 1) == ".") {
    const std::size_t fraction = digits_from(text, end + 1, decimal_digits);
    if (fraction > end + 1)
      end = fraction;
    else if (!has_whole)
      return 0;
  } else if (!has_whole) {
    return 0;
  }
  if (end < text.size() && (text[end] | 0x20) == 'e') {
    const std::size_t begin = end + 1 + sign_length(text.substr(end + 1));
    const std::size_t exponent = digits_from(text, begin, decimal_digits);
    if (exponent > begin) end = exponent;
  }
  return end;
}

Piece leading_real(std::string_view text) {
  text = trim(text);
  const std::size_t length = real_length(text);
  if (length == 0) return {std::nullopt, text};
  const std::string_view digits =
      text.substr(text.starts_with('+') ? 1 : 0, length - (text.starts_with('+') ? 1 : 0));
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{}) value = digits.starts_with('-') ? -HUGE_VAL : HUGE_VAL;
  return {value, text.substr(length)};
}

// Largest first; sizes in the smallest unit of the family.
struct Unit {
  std::string_view name;
  double size = 0;
};
constexpr double kibi = 1024;
constexpr double second = 1e6;
constexpr auto memory_units = std::to_array<Unit>({{"TB", kibi* kibi* kibi* kibi},
                                                   {"GB", kibi* kibi* kibi},
                                                   {"MB", kibi* kibi},
                                                   {"kB", kibi},
                                                   {"B", 1}});
constexpr auto time_units = std::to_array<Unit>({{"d", 86400 * second},
                                                 {"h", 3600 * second},
                                                 {"min", 60 * second},
                                                 {"s", second},
                                                 {"ms", 1000},
                                                 {"us", 1}});

std::optional<double> converted(double value, std::string_view unit, std::string_view base_unit) {
  const Piece base = leading_integer(base_unit);
  constexpr auto bases = std::to_array<std::string_view>({"B", "kB", "MB", "ms", "s", "min"});
  if (std::find(bases.begin(), bases.end(), base.rest) == bases.end()) return std::nullopt;
  const bool is_time = base.rest != "B" && base.rest != "kB" && base.rest != "MB";
  const auto units =
      is_time ? std::span<const Unit>(time_units) : std::span<const Unit>(memory_units);
  const auto named = [&](std::string_view name) {
    return std::find_if(units.begin(), units.end(),
                        [&](const Unit& one) { return one.name == name; });
  };
  const auto found = named(unit);
  if (found == units.end()) return std::nullopt;
  const double one = named(base.rest)->size;
  value *= found->size / one / base.number.value_or(1);
  const auto smaller = found + 1;
  if (smaller == units.end()) return value;
  const double step = smaller->size / one;
  return std::nearbyint(value / step) * step;
}

}  // namespace

std::optional<double> patroni_integer(std::string_view text, std::string_view base_unit) {
  Piece piece = leading_integer(text);
  const bool may_be_real = piece.number
                               ? !piece.rest.empty() && contains(".eE", piece.rest.substr(0, 1))
                               : piece.rest.starts_with('.');
  if (may_be_real) piece = leading_real(text);
  if (!piece.number) return std::nullopt;
  const std::string_view unit = trim(piece.rest);
  if (unit.empty()) return std::nearbyint(*piece.number);
  const auto value = converted(*piece.number, unit, base_unit);
  if (!value) return std::nullopt;
  return std::nearbyint(*value);
}

std::optional<double> patroni_real(std::string_view text, std::string_view base_unit) {
  const Piece piece = leading_real(text);
  if (!piece.number) return std::nullopt;
  const std::string_view unit = trim(piece.rest);
  return unit.empty() ? piece.number : converted(*piece.number, unit, base_unit);
}

}  // namespace patrol
