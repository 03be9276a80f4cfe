// The bytes of a YAML text: which encodings and characters may stand in it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {

/// A byte or character that may not stand in a YAML text.
struct YamlByteFault {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool is_control = false;  // a control character; else the bytes are not UTF-8
};

[[nodiscard]] bool is_utf8(std::string_view bytes);

/// The first fault at or behind `from`. `is_ascii` is cleared when other bytes were seen.
[[nodiscard]] std::optional<YamlByteFault> find_byte_fault(std::string_view text, std::size_t from,
                                                           bool& is_ascii);

/// A text in UTF-16 with its byte order mark, as UTF-8.
struct Utf16Text {
  std::string text;                   // starts with the mark
  std::vector<std::uint32_t> origin;  // offset in the source for each byte, one more for the end
  bool is_ok = true;
};
[[nodiscard]] bool is_utf16(std::string_view text);
[[nodiscard]] Utf16Text decode_utf16(std::string_view text);

}  // namespace patrol
