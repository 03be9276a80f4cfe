// What PostgreSQL checks in string parameters beyond their type.
#pragma once

#include <string>
#include <string_view>

#include "linter/model/parameter.h"

namespace patrol {

/// A user's text inside a message about a parameter: names are long, so texts are cut early.
[[nodiscard]] std::string brief(std::string_view text);

/// Brings a string parameter's value into the form that the server keeps, or says why it refuses.
[[nodiscard]] ParameterVerdict judge_text(std::string_view parameter, int postgres_major,
                                          std::string_view text);

}  // namespace patrol
