// What a person means by the name of a setting.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "linter/analysis/effective.h"

namespace patrol {

/// The settings that a word stands for: a parameter, a path, the last part of a path ("listen"), a
/// section ("tags"). Empty when nothing has that name.
[[nodiscard]] std::vector<std::string> settings_called(const EffectiveConfiguration& configuration,
                                                       std::string_view word);
/// "no parameter of PostgreSQL 15 and no setting of Patroni is called …; did you mean …?"
[[nodiscard]] std::string nothing_called(const EffectiveConfiguration& configuration,
                                         std::string_view word);

}  // namespace patrol
