// What a function returns when its own work can fail. A wrong configuration is not a failure but a
// finding; a failure is a file that cannot be read or a host that refuses.
#pragma once

#include <string>

#include <tl/expected.hpp>

namespace patrol {

enum class FailureKind { not_found, denied, too_large, not_regular, malformed, unreachable, usage };

struct Failure {
  FailureKind kind;
  std::string attempted;  // "read patroni.yml"
  std::string detail;     // the system's own words
};

template <typename T>
using Result = tl::expected<T, Failure>;

}  // namespace patrol
