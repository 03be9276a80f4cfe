// Bytes as Python's base64 module reads them and repr() shows them.
#include "linter/doc/python_bytes.h"

#include <algorithm>
#include <cstdint>

namespace patrol {
namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char letter) { return static_cast<unsigned char>(letter) < 0x80; });
}

void append_byte(std::string& out, char letter, char quote) {
  constexpr std::string_view digits = "0123456789abcdef";
  constexpr std::string_view named = "\t\n\r";
  constexpr std::string_view names = "tnr";
  const auto byte = static_cast<unsigned char>(letter);
  const std::size_t name = named.find(letter);
  if (letter == quote || letter == '\\') {
    out += {'\\', letter};
  } else if (name != std::string_view::npos) {
    out += {'\\', names[name]};
  } else if (byte < 0x20 || byte >= 0x7F) {
    out += {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
  } else {
    out.push_back(letter);
  }
}

}  // namespace

std::optional<std::string> decode_base64(std::string_view text) {
  if (!is_ascii(text)) return std::nullopt;
  std::string out;
  std::uint32_t bits = 0;
  std::uint32_t place = 0;  // of the next letter in its group of four
  std::uint32_t pads = 0;
  for (const char letter : text) {
    if (letter == '=') {
      if (place >= 2 && place + ++pads >= 4) return out;
      continue;
    }
    const std::size_t value = alphabet.find(letter);
    if (value == std::string_view::npos) continue;
    pads = 0;
    bits = (bits << 6 | static_cast<std::uint32_t>(value)) & 0xFFFFFF;
    if (place > 0) out.push_back(static_cast<char>(bits >> (6 - 2 * place)));
    place = (place + 1) % 4;
  }
  if (place != 0) return std::nullopt;
  return out;
}

std::string python_bytes_repr(std::string_view bytes) {
  const bool has_single = bytes.find('\'') != std::string_view::npos;
  const bool has_double = bytes.find('"') != std::string_view::npos;
  const char quote = has_single && !has_double ? '"' : '\'';
  std::string out = {'b', quote};
  for (const char letter : bytes) append_byte(out, letter, quote);
  out.push_back(quote);
  return out;
}

}  // namespace patrol
