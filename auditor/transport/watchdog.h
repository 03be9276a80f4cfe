// Ends what a library waits for by itself, when the time is over.
#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "auditor/transport/deadline.h"

namespace patrol {

/// Shuts the watched sockets down at the deadline, so that no read on them waits longer.
class Watchdog {
 public:
  explicit Watchdog(const Deadline& deadline) : deadline_(deadline) {}
  /// The descriptor must stay open until release() or the end of the watchdog.
  void watch(int descriptor);
  void release();

 private:
  void run(const std::stop_token& stop);

  Deadline deadline_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::vector<int> descriptors_;
  std::jthread thread_;  // last: it ends before the others go
};

}  // namespace patrol
