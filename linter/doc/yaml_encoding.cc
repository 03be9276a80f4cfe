// Checks the characters of a YAML text as PyYAML's reader does.
#include "linter/doc/yaml_encoding.h"

#include <cstring>

#include "linter/doc/utf8.h"

namespace patrol {
namespace {

unsigned char byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

// Eight bytes at once: true when all are in 0x20 to 0x7E.
bool are_plain(const char* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  constexpr std::uint64_t ones = 0x0101010101010101ULL;
  const std::uint64_t has_low = (word - ones * 0x20) & ~word;
  const std::uint64_t has_delete = ((word ^ (ones * 0x7F)) - ones) & ~(word ^ (ones * 0x7F));
  return ((has_low | has_delete | word) & (ones * 0x80)) == 0;
}

bool is_allowed_ascii(unsigned char byte) {
  return (byte >= 0x20 && byte < 0x7F) || byte == '\t' || byte == '\n' || byte == '\r';
}

bool is_tail(std::string_view text, std::size_t at) {
  return at < text.size() && (byte_at(text, at) & 0xC0) == 0x80;
}

std::size_t announced_length(unsigned char first) {
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4) return 0;
  if (first < 0xE0) return 2;
  return first < 0xF0 ? 3 : 4;
}

// Shorter forms exist, or there is no such code point.
bool is_misused(unsigned char first, unsigned char second) {
  return (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90) ||
         (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
}

// Length of a well-formed sequence; 0 for a broken one.
std::size_t sequence_length(std::string_view rest) {
  const std::size_t length = announced_length(byte_at(rest, 0));
  for (std::size_t at = 1; at < length; ++at)
    if (!is_tail(rest, at)) return 0;
  return length > 1 && is_misused(byte_at(rest, 0), byte_at(rest, 1)) ? 0 : length;
}

bool is_control(std::string_view sequence) {
  if (sequence.size() == 1) return !is_allowed_ascii(byte_at(sequence, 0));
  if (sequence.size() == 2)
    return sequence[0] == '\xC2' && byte_at(sequence, 1) < 0xA0 && sequence[1] != '\x85';
  return sequence == "\xEF\xBF\xBE" || sequence == "\xEF\xBF\xBF";
}

std::uint32_t unit_at(std::string_view text, std::size_t at, bool is_big) {
  const std::uint32_t first = byte_at(text, at);
  const std::uint32_t second = byte_at(text, at + 1);
  return is_big ? first << 8 | second : second << 8 | first;
}

bool is_high_surrogate(std::uint32_t unit) {
  return unit >= 0xD800 && unit < 0xDC00;
}
bool is_low_surrogate(std::uint32_t unit) {
  return unit >= 0xDC00 && unit < 0xE000;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t length = sequence_length(bytes.substr(at));
    if (length == 0) return false;
    at += length;
  }
  return true;
}

std::optional<YamlByteFault> find_byte_fault(std::string_view text, std::size_t from,
                                             bool& is_ascii) {
  std::size_t at = from;
  while (at < text.size()) {
    if (at + 8 <= text.size() && are_plain(text.data() + at)) {
      at += 8;
      continue;
    }
    if (byte_at(text, at) < 0x80 && is_allowed_ascii(byte_at(text, at))) {
      ++at;
      continue;
    }
    const std::size_t length = sequence_length(text.substr(at));
    const std::string_view sequence = text.substr(at, length == 0 ? 1 : length);
    if (length == 0 || is_control(sequence))
      return YamlByteFault{static_cast<std::uint32_t>(at),
                           static_cast<std::uint32_t>(at + sequence.size()), length != 0};
    is_ascii = false;
    at += length;
  }
  return std::nullopt;
}

bool is_utf16(std::string_view text) {
  return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
}

Utf16Text decode_utf16(std::string_view text) {
  const bool is_big = text.starts_with("\xFE\xFF");
  Utf16Text out;
  out.is_ok = text.size() % 2 == 0;
  for (std::size_t at = 0; at + 1 < text.size();) {
    const std::size_t begin = at;
    std::uint32_t code = unit_at(text, at, is_big);
    at += 2;
    if (is_high_surrogate(code) && at + 1 < text.size() &&
        is_low_surrogate(unit_at(text, at, is_big))) {
      code = 0x10000 + ((code - 0xD800) << 10) + (unit_at(text, at, is_big) - 0xDC00);
      at += 2;
    } else if (is_high_surrogate(code) || is_low_surrogate(code)) {
      out.is_ok = false;
      code = 0xFFFD;
    }
    append_utf8(out.text, code);
    out.origin.resize(out.text.size(), static_cast<std::uint32_t>(begin));
  }
  out.origin.push_back(static_cast<std::uint32_t>(text.size()));
  return out;
}

}  // namespace patrol
