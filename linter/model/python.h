// What Python, and Patroni's own readers of words and numbers, make of a value.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "linter/doc/node.h"

namespace patrol {

/// `bool(value)`: a text is true unless it is empty. Nothing for a missing value or a placeholder.
[[nodiscard]] std::optional<bool> python_truth(const Value& value);

/// `int(value)`: numbers lose their fraction, True is 1, texts may hold decimal digits with blanks
/// around them. Nothing where Python would raise, or for a placeholder.
[[nodiscard]] std::optional<long long> python_int(const Value& value);

/// on, true, yes, 1 and off, false, no, 0 in any case; nothing for other words.
/// Source: patroni 4.1.4 patroni/utils.py parse_bool.
[[nodiscard]] std::optional<bool> patroni_bool(std::string_view text);
[[nodiscard]] std::optional<bool> patroni_bool(const Value& value);

/// `str(value)`, collections included: "['a', 1]". Cut off where it would be longer than any
/// setting.
[[nodiscard]] std::string python_text(const Value& value);

}  // namespace patrol
