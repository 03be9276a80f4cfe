// What asking a server cost.
#pragma once

#include <cstdint>

namespace patrol {

/// A round trip is a wait for the other side after something was sent to it.
struct Traffic {
  int round_trips = 0;
  double milliseconds = 0;
  std::int64_t bytes_received = 0;
};

}  // namespace patrol
