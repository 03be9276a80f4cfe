// Work on a thread of its own that is waited for until a deadline and no longer.
#pragma once

#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "auditor/transport/deadline.h"

namespace patrol {

/// The work keeps its own deadline; one that fails to (a name service that hangs inside a library)
/// is left behind, so `work` must own everything that it touches.
template <typename T>
class Lane {
 public:
  template <typename Work>
  explicit Lane(Work work) {
    const auto task = std::make_shared<std::packaged_task<T()>>(std::move(work));
    result_ = task->get_future();
    try {
      thread_ = std::jthread([task] { (*task)(); });
    } catch (const std::system_error&) {
      (*task)();  // no more threads: later, but not lost
    }
  }
  Lane(Lane&&) noexcept = default;
  Lane& operator=(Lane&&) = delete;
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;
  ~Lane() {
    if (thread_.joinable() && result_.valid()) thread_.detach();
  }

  /// Nothing when the work is not done half a second after the deadline. To be called once.
  [[nodiscard]] std::optional<T> take(const Deadline& deadline) {
    using namespace std::chrono_literals;
    if (result_.wait_until(deadline.at() + 500ms) != std::future_status::ready) return std::nullopt;
    return result_.get();
  }

 private:
  std::future<T> result_;
  std::jthread thread_;
};

}  // namespace patrol
