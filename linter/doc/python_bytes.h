// Bytes as Python's base64 module reads them and repr() shows them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace patrol {

/// Letters outside the alphabet are skipped; nothing when the padding does not fit or a character
/// is not ASCII.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);
/// b'\x00A'
[[nodiscard]] std::string python_bytes_repr(std::string_view bytes);

}  // namespace patrol
