// From a value in a tree to the place a finding points at.
#pragma once

#include <string_view>

#include "linter/diag/finding.h"
#include "linter/doc/node.h"
#include "linter/model/snapshot.h"

namespace patrol {

/// The value, with its dotted path as the setting.
[[nodiscard]] Spot at(const Value& value);
/// The key of the value.
[[nodiscard]] Spot at_key(const Value& value);
/// A part of a scalar's text (bytes of `text()`).
[[nodiscard]] Spot at_part(const Value& value, std::size_t begin, std::size_t end);
/// A key that is not there: the key of the mapping that should hold it (its first line for the
/// root), with the path of the missing key as the setting.
[[nodiscard]] Spot missing_in(const Value& mapping, std::string_view key);
[[nodiscard]] Spot at(const EtcdValue& value);
[[nodiscard]] Spot at_name(const EtcdValue& value);

}  // namespace patrol
