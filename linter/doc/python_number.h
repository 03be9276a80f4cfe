// Numbers as Python reads and writes them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace patrol {

/// An integer of any size.
struct PythonInteger {
  bool is_small = true;  // `small` holds it
  std::int64_t small = 0;
  std::string decimal;  // else its decimal form with sign
};

/// YAML 1.1's integer under PyYAML's rules: binary, octal, hexadecimal, sexagesimal, underscores.
/// Nothing where Python raises, and for numbers of more than 4,300 digits.
[[nodiscard]] std::optional<PythonInteger> read_yaml_integer(std::string_view text);
/// YAML 1.1's float: underscores, sexagesimal, `.inf`, `.nan`.
[[nodiscard]] std::optional<double> read_yaml_float(std::string_view text);
/// repr(): shortest digits that read back, "1e+16", "inf", "nan".
[[nodiscard]] std::string python_float_repr(double value);

}  // namespace patrol
