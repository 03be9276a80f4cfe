// Text that stands where a section or a list should be, because a blank or a sign is missing.
#pragma once

#include <string_view>

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

/// Nothing of the text was stepped over: what is not in the tree is not in the file either.
[[nodiscard]] bool is_whole_text(const YamlTree& tree);

/// The indentation of a whole file is lost: its sections are empty and stand beside their lines.
/// Nothing else that is said about such a file helps.
[[nodiscard]] bool is_flattened(const Value& root);

/// Whether a mapping of Patroni holds a key that Patroni does not know and that was probably meant
/// to be `name`: then that key is what is wrong, not the absence of `name`.
[[nodiscard]] bool is_misspelt_in(const Value& mapping, std::string_view name);

}  // namespace patrol
