// Names to addresses, and connections to them, without waiting longer than a deadline.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "auditor/transport/deadline.h"
#include "auditor/transport/traffic.h"
#include "linter/model/observed.h"

namespace patrol {

/// Closes its descriptor; -1 is none.
class Socket {
 public:
  explicit Socket(int descriptor = -1) : descriptor_(descriptor) {}
  Socket(Socket&& other) noexcept;
  Socket& operator=(Socket&& other) noexcept;
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  ~Socket();
  [[nodiscard]] int descriptor() const { return descriptor_; }
  [[nodiscard]] int release();

 private:
  int descriptor_;
};

/// Numeric addresses of a host, as getaddrinfo() orders them. A name service that hangs costs a
/// thread until it answers, and us no more than the deadline.
[[nodiscard]] Observed<std::vector<std::string>> resolve(const std::string& host,
                                                         const Deadline& deadline);

/// A non-blocking connection to the first address that takes it.
[[nodiscard]] Observed<Socket> connect_tcp(const std::string& host, int port,
                                           const Deadline& deadline);

enum class Wait : std::uint8_t { ready, timed_out, failed };
/// Waits for poll()'s `events` on a descriptor; an error or a hang-up of it is ready too.
[[nodiscard]] Wait wait_for(int descriptor, short events, const Deadline& deadline);

/// Reads off the kernel what a connection sent and received. Zero for what is no TCP connection.
class WireCount {
 public:
  WireCount() : began_(Deadline::Clock::now()) {}
  /// Before each wait for the other side; counts a round trip when something was sent since the
  /// last.
  void waits_on(int descriptor);
  /// After the connection was made without us looking.
  void connected() { ++round_trips_; }
  [[nodiscard]] std::int64_t received(int descriptor);
  [[nodiscard]] Traffic traffic() const;

 private:
  Deadline::Clock::time_point began_;
  int round_trips_ = 0;
  std::uint64_t sent_ = 0;
  std::int64_t received_ = 0;
};

/// "connection refused" and the like, in lower case, with the cause that it means.
[[nodiscard]] Unavailable socket_failure(int error_number);

}  // namespace patrol
