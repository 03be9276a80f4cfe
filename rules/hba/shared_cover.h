// Whether an earlier record takes every connection that a later one could match.
#pragma once

#include "linter/doc/hba.h"

namespace patrol::rules {

/// Only what the texts prove: host names and patterns cover nothing but themselves.
[[nodiscard]] bool covers(const HbaRecord& earlier, const HbaRecord& later);
/// The same method with the same options: the later record changes nothing.
[[nodiscard]] bool does_the_same(const HbaRecord& left, const HbaRecord& right);

}  // namespace patrol::rules
