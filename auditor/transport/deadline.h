// The moment until which a member may be waited for; every wait takes what is left of it.
#pragma once

#include <algorithm>
#include <chrono>

namespace patrol {

/// A point of the steady clock. One deadline covers all that is asked of one member.
class Deadline {
 public:
  using Clock = std::chrono::steady_clock;

  [[nodiscard]] static Deadline in(std::chrono::milliseconds time) {
    return Deadline(Clock::now() + time);
  }
  /// 0 when it is over.
  [[nodiscard]] std::chrono::milliseconds left() const {
    const auto rest = std::chrono::ceil<std::chrono::milliseconds>(at_ - Clock::now());
    return std::max(rest, std::chrono::milliseconds(0));
  }
  [[nodiscard]] bool is_over() const { return Clock::now() >= at_; }
  [[nodiscard]] Clock::time_point at() const { return at_; }
  /// This one, or `time` from now where that is sooner.
  [[nodiscard]] Deadline at_most(std::chrono::milliseconds time) const {
    return Deadline(std::min(at_, Clock::now() + time));
  }

 private:
  explicit Deadline(Clock::time_point at) : at_(at) {}
  Clock::time_point at_;
};

}  // namespace patrol
