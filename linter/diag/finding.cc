// Order and equality of findings.
#include "linter/diag/finding.h"

#include <tuple>

namespace patrol {

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::info:
      return "info";
  }
  return "error";
}

bool comes_before(const Finding& left, const Finding& right) {
  return std::tie(left.spot.at, left.rule, left.message, left.spot.setting) <
         std::tie(right.spot.at, right.rule, right.message, right.spot.setting);
}

bool is_same(const Finding& left, const Finding& right) {
  return std::tie(left.spot.at, left.rule, left.message, left.spot.setting) ==
         std::tie(right.spot.at, right.rule, right.message, right.spot.setting);
}

}  // namespace patrol
