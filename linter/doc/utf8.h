// Code points in bytes.
#pragma once

#include <cstdint>
#include <string>

namespace patrol {

/// Surrogates are written like any code point, as Python keeps them in its texts.
void append_utf8(std::string& out, std::uint32_t code);

/// The value of a hexadecimal digit; -1 for anything else.
[[nodiscard]] constexpr int hex_digit(char letter) {
  if (letter >= '0' && letter <= '9') return letter - '0';
  if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
  if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
  return -1;
}

}  // namespace patrol
