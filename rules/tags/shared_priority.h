// A boolean tag and the priority that says the same more finely.
#pragma once

#include <string_view>

#include "linter/diag/report.h"
#include "linter/doc/node.h"

namespace patrol::rules {

struct PriorityPair {
  std::string_view word;           // "nofailover"
  std::string_view priority;       // "failover_priority"
  std::string_view when_excluded;  // what the word means when it is true
  std::string_view when_admitted;
};

/// A warning where the two disagree, an info where one of them is merely superfluous.
void report_priority_pair(const Value& tags, const PriorityPair& pair, Report& report);

}  // namespace patrol::rules
