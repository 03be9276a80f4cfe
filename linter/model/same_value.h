// Whether two written values mean the same to Patroni and PostgreSQL.
#pragma once

#include "linter/doc/node.h"

namespace patrol {

/// Scalars are equal when their texts are, numbers by value, and switches by meaning (`on`, true
/// and "yes"); mappings in any order, lists in theirs. A placeholder equals everything, for nobody
/// can say that it differs. Values nested deeper than any setting count as equal.
[[nodiscard]] bool is_same_value(const Value& left, const Value& right);

}  // namespace patrol
