// Numbers with units as PostgreSQL reads them ("16MB", "5min", 0x1F, 010), and back to the form
// that people write. A unit turns the number into the parameter's base unit; "8kB" is a base unit
// too.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/base/result.h"

namespace patrol {

enum class QuantityFault : std::uint8_t {
  not_a_number,   // no number at the start
  fraction,       // a fraction or exponent where the version takes whole numbers only
  unknown_unit,   // letters behind the number that are no unit of this kind
  needless_unit,  // a unit on a number that has none
  too_large,      // does not fit 32 bits
};

/// An integer in the base unit. Up to PostgreSQL 11 fractions are faults and a smaller unit is cut
/// off; from 12 fractions are rounded half to even.
[[nodiscard]] tl::expected<std::int32_t, QuantityFault> parse_integer(std::string_view text,
                                                                      std::string_view base_unit,
                                                                      int postgres_major);
/// A floating-point number in the base unit; units are read from PostgreSQL 12 on.
[[nodiscard]] tl::expected<double, QuantityFault> parse_real(std::string_view text,
                                                             std::string_view base_unit,
                                                             int postgres_major);

/// The units that may follow a number, largest first; empty without a base unit.
[[nodiscard]] std::vector<std::string_view> unit_names(std::string_view base_unit,
                                                       int postgres_major);
/// The spelling that was meant: "MB" for "mb", "M", "MiB"; "min" for "m"; nothing when unclear.
[[nodiscard]] std::optional<std::string_view> meant_unit(std::string_view written,
                                                         std::string_view base_unit,
                                                         int postgres_major);
/// What stands behind the digits, without blanks: "mb" of "128 mb".
[[nodiscard]] std::string_view unit_part(std::string_view text);

/// The largest unit without a fraction: 16384 of "8kB" is "128MB". Zero, negative numbers and
/// numbers without a unit stay digits.
[[nodiscard]] std::string to_human(std::int64_t value, std::string_view base_unit);
[[nodiscard]] std::string to_human(double value, std::string_view base_unit);
/// As C's "%g" writes it, without a locale.
[[nodiscard]] std::string short_real(double value);

}  // namespace patrol
