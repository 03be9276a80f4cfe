// Floats from YAML 1.1 notations, and Python's repr() of them.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "linter/base/text.h"
#include "linter/doc/python_number.h"

namespace patrol {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

std::size_t count_digits(std::string_view text, std::size_t at) {
  const std::size_t begin = at;
  while (at < text.size() && is_digit(text[at])) ++at;
  return at - begin;
}

// Digits with at most one dot, then an optional exponent.
bool is_decimal(std::string_view text) {
  std::size_t at = count_digits(text, 0);
  std::size_t digits = at;
  if (at < text.size() && text[at] == '.') {
    const std::size_t fraction = count_digits(text, at + 1);
    digits += fraction;
    at += 1 + fraction;
  }
  if (digits == 0) return false;
  if (at == text.size()) return true;
  if (text[at] != 'e') return false;
  ++at;
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
  const std::size_t exponent = count_digits(text, at);
  return exponent > 0 && at + exponent == text.size();
}

// Too big or too small for a double: which of both, by the place of the first digit.
double out_of_range(std::string_view text) {
  const std::size_t mark = text.find('e');
  const std::string_view digits = text.substr(0, mark);
  const std::size_t dot = std::min(digits.find('.'), digits.size());
  const std::size_t first = std::min(digits.find_first_of("123456789"), digits.size());
  const auto place = static_cast<double>(dot) - static_cast<double>(first);
  const bool is_shrunk = mark != std::string_view::npos && text[mark + 1] == '-';
  double exponent = 0;
  for (const char letter : mark == std::string_view::npos ? "" : text.substr(mark + 1))
    if (is_digit(letter)) exponent = exponent * 10 + (letter - '0');
  return place + (is_shrunk ? -exponent : exponent) > 0 ? infinity : 0.0;
}

std::optional<double> unsigned_float(std::string_view text) {
  if (text == "inf" || text == "infinity") return infinity;
  if (text == "nan") return not_a_number;
  if (!is_decimal(text)) return std::nullopt;
  double value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  return result.ec == std::errc::result_out_of_range ? out_of_range(text) : value;
}

// What Python's float(text) accepts; lower case, without underscores.
std::optional<double> python_float(std::string_view text) {
  text = trim(text);
  const bool is_negative = text.starts_with('-');
  if (is_negative || text.starts_with('+')) text.remove_prefix(1);
  auto value = unsigned_float(text);
  if (value && is_negative) value = -*value;
  return value;
}

std::optional<double> sexagesimal(std::string_view text) {
  constexpr std::size_t most_groups = 173;  // 60^174 is no float any more, and Python raises
  const auto groups = split(text, ':');
  if (groups.size() > most_groups + 1) return std::nullopt;
  double sum = 0;
  for (std::size_t at = 0; at < groups.size(); ++at) {
    const auto group = python_float(groups[groups.size() - 1 - at]);
    if (!group) return std::nullopt;
    sum += *group * std::pow(60.0, static_cast<double>(at));
  }
  return sum;
}

// `digits` is d or d.ddd, times 10 to `exponent`.
std::string spread(std::string_view digits, int exponent) {
  std::string all(digits.substr(0, 1));
  if (digits.size() > 2) all += digits.substr(2);
  const auto count = static_cast<int>(all.size());
  if (exponent < 0)
    return cat("0.", std::string(static_cast<std::size_t>(-exponent - 1), '0'), all);
  if (exponent + 1 >= count)
    return cat(all, std::string(static_cast<std::size_t>(exponent + 1 - count), '0'), ".0");
  const auto whole = static_cast<std::size_t>(exponent) + 1;
  return cat(all.substr(0, whole), '.', all.substr(whole));
}

}  // namespace

std::optional<double> read_yaml_float(std::string_view text) {
  std::string lowered = lower(text);
  std::erase(lowered, '_');
  std::string_view rest = lowered;
  if (rest.empty()) return std::nullopt;
  const bool is_negative = rest.front() == '-';
  if (is_negative || rest.front() == '+') rest.remove_prefix(1);
  if (rest == ".nan") return not_a_number;
  std::optional<double> value = infinity;
  if (rest != ".inf")
    value = rest.find(':') == std::string_view::npos ? python_float(rest) : sexagesimal(rest);
  if (value && is_negative) value = -*value;
  return value;
}

std::string python_float_repr(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  std::array<char, 40> buffer{};
  const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(value),
                                     std::chars_format::scientific);
  const std::string_view text(buffer.data(), static_cast<std::size_t>(written.ptr - buffer.data()));
  const std::size_t mark = text.find('e');
  const std::string_view digits = text.substr(0, mark);
  const std::string_view power = text.substr(mark + 1);  // always signed
  int exponent = 0;
  std::from_chars(power.data() + (power[0] == '+' ? 1 : 0), power.data() + power.size(), exponent);
  const std::string_view sign = std::signbit(value) ? "-" : "";
  if (exponent < -4 || exponent >= 16) return cat(sign, digits, 'e', power);
  return cat(sign, spread(digits, exponent));
}

}  // namespace patrol
