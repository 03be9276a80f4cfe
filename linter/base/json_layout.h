// JSON for people: one key a line.
#pragma once

#include <string>
#include <string_view>

namespace patrol {

/// An object in one line with line ends and blanks between its pieces, two blanks a level; other
/// texts as they are. Strings and numbers stay byte for byte.
[[nodiscard]] std::string laid_out(std::string_view json);

}  // namespace patrol
