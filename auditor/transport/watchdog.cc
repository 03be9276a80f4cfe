// A thread that sleeps until the deadline or until nobody needs it.
#include "auditor/transport/watchdog.h"

#include <sys/socket.h>
#include <system_error>

namespace patrol {

void Watchdog::watch(int descriptor) {
  const std::lock_guard lock(mutex_);
  descriptors_.push_back(descriptor);
  if (thread_.joinable()) return;
  try {
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
  } catch (const std::system_error&) {
    shutdown(descriptor, SHUT_RDWR);  // better no answer than one that is waited for without end
  }
}

void Watchdog::release() {
  const std::lock_guard lock(mutex_);
  descriptors_.clear();
}

void Watchdog::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  changed_.wait_until(lock, stop, deadline_.at(), [] { return false; });
  if (stop.stop_requested()) return;
  for (const int descriptor : descriptors_) shutdown(descriptor, SHUT_RDWR);
  descriptors_.clear();
}

}  // namespace patrol
