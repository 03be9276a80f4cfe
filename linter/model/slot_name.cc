// Folds a member's name into the name of its slot.
#include "linter/model/slot_name.h"

#include <algorithm>
#include <cstdint>

#include "linter/base/text.h"

namespace patrol {
namespace {

constexpr std::size_t longest_name = 63;

std::uint32_t code_point(std::string_view character) {
  const auto first = static_cast<unsigned char>(character.front());
  if (character.size() == 1) return first;
  std::uint32_t code = first & (0x7FU >> character.size());
  for (const char letter : character.substr(1))
    code = (code << 6U) | (static_cast<unsigned char>(letter) & 0x3FU);
  return code;
}

std::string encoded(std::string_view character) {
  std::string digits = cat(code_point(character));
  if (digits.size() < 4) digits.insert(0, 4 - digits.size(), '0');
  return cat('u', digits);
}

bool is_kept(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_';
}

}  // namespace

std::string slot_name_of(std::string_view member) {
  const std::string folded = lower(member);
  std::string slot;
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t length =
        std::max<std::size_t>(utf8_length(std::string_view(folded).substr(at)), 1);
    const std::string_view character = std::string_view(folded).substr(at, length);
    if (is_kept(character.front()))
      slot += character;
    else if (character == "-" || character == ".")
      slot += '_';
    else
      slot += encoded(character);
    at += length;
  }
  return slot.substr(0, longest_name);
}

}  // namespace patrol
