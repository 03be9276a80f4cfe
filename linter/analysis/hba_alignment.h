// Which records several policies have in common, in the same order.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "linter/analysis/hba_policy.h"

namespace patrol {

/// What a record does to a connection that it decides, for comparing: method and options by
/// meaning. `reject` and no record at all (null) are the same.
[[nodiscard]] std::string hba_outcome(const HbaRecord* record);

/// By policy and record: it is not part of the common sequence. A connection that no such record
/// matches is decided alike by all policies.
[[nodiscard]] std::vector<std::vector<bool>> changed_records(std::span<const HbaPolicy> policies);

}  // namespace patrol
