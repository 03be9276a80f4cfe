// The version of this program, as the build was told.
#pragma once

#include <string_view>

namespace patrol {

[[nodiscard]] std::string_view tool_version();

}  // namespace patrol
