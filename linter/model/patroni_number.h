// Numbers as Patroni itself reads them in parameters: close to PostgreSQL's reading, not the same.
#pragma once

#include <optional>
#include <string_view>

namespace patrol {

/// parse_int(): decimal, octal behind a zero, hexadecimal, fractions rounded half to even, units in
/// front of a base unit. Nothing where Patroni finds no number.
/// Source: patroni 4.1.4 patroni/utils.py; equal since 2.0.0.
[[nodiscard]] std::optional<double> patroni_integer(std::string_view text,
                                                    std::string_view base_unit);
/// parse_real().
[[nodiscard]] std::optional<double> patroni_real(std::string_view text, std::string_view base_unit);

}  // namespace patrol
