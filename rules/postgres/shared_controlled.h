// What Patroni itself refuses among the parameters that it takes from the DCS only.
#pragma once

#include <optional>

#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {

enum class ControlledRefusal { unreadable, too_small, wrong_word, never_taken };

/// Nothing when Patroni takes the value, for placeholders, and for parameters it does not check.
[[nodiscard]] std::optional<ControlledRefusal> refusal_of(const ParameterUse& use);

}  // namespace patrol::rules
