// Terminal colours, or none.
#pragma once

#include <string>
#include <string_view>

#include "linter/diag/finding.h"

namespace patrol {

enum class Paint { plain, strong, error, warning, info, gutter, label, removed, added };

[[nodiscard]] Paint paint_of(Severity severity);

/// The text in its colour; as it is when there are no colours.
[[nodiscard]] std::string painted(std::string_view text, Paint paint, bool has_colour);

}  // namespace patrol
