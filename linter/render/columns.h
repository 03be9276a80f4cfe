// How wide a text is on a terminal: what a mark under it must count.
#pragma once

#include <cstddef>
#include <string_view>

namespace patrol {

/// Of the first character of a printable text: 0 for a combining mark, 2 for a wide one, else 1.
[[nodiscard]] std::size_t character_columns(std::string_view text);

/// Of a printable text without tabs.
[[nodiscard]] std::size_t columns_of(std::string_view text);

}  // namespace patrol
