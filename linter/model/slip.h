// Text that stands where a section or a list should be, because a blank or a sign is missing.
#pragma once

#include "linter/doc/node.h"

namespace patrol {

enum class Slip {
  none,
  equals,         // name = value, as in postgresql.conf
  blank_missing,  // name:value
  dash_glued,     // -item
};

/// What went wrong in a text that should have been a mapping or a list.
[[nodiscard]] Slip slip_of(const Value& text);

/// A key in braces that swallowed its value: `{a:1}` is the key "a:1" without a value.
[[nodiscard]] bool is_glued_key(const Value& value);

}  // namespace patrol
