// Non-blocking connections, and name look-ups that may be left behind.
#include "auditor/transport/socket.h"

#include <array>
#include <cerrno>
#include <condition_variable>
#include <linux/tcp.h>
#include <memory>
#include <mutex>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>

#include "linter/base/text.h"

namespace patrol {
namespace {

// A look-up's way back. Whoever comes last frees it.
struct Lookup {
  std::mutex mutex;
  std::condition_variable is_answered;
  bool is_done = false;
  int error = 0;
  std::vector<std::string> addresses;
};

struct AddressList {
  addrinfo* first = nullptr;
  AddressList() = default;
  AddressList(const AddressList&) = delete;
  AddressList(AddressList&&) = delete;
  AddressList& operator=(const AddressList&) = delete;
  AddressList& operator=(AddressList&&) = delete;
  ~AddressList() {
    if (first != nullptr) freeaddrinfo(first);
  }
};

std::vector<std::string> numeric(const addrinfo* first) {
  constexpr std::size_t most_addresses = 16;
  std::vector<std::string> out;
  for (const addrinfo* one = first; one != nullptr && out.size() < most_addresses;
       one = one->ai_next) {
    std::array<char, 128> text{};
    if (getnameinfo(one->ai_addr, one->ai_addrlen, text.data(), text.size(), nullptr, 0,
                    NI_NUMERICHOST) == 0)
      out.emplace_back(text.data());
  }
  return out;
}

int look_up(const std::string& host, int flags, std::vector<std::string>& addresses) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  wanted.ai_flags = flags;
  AddressList found;
  const int error = getaddrinfo(host.c_str(), nullptr, &wanted, &found.first);
  if (error == 0) addresses = numeric(found.first);
  return error;
}

Unavailable lookup_failure(const std::string& host, int error) {
  return {Cause::unreachable, cat("cannot find the address of ", host, ": ", gai_strerror(error)),
          "name the host by its address, or put its name into DNS or /etc/hosts"};
}

int connection_error(int descriptor) {
  int error = 0;
  socklen_t size = sizeof error;
  return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

Observed<Socket> connect_to(const std::string& address, int port, const Deadline& deadline) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  wanted.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
  AddressList found;
  if (getaddrinfo(address.c_str(), cat(port).c_str(), &wanted, &found.first) != 0)
    return Unavailable{Cause::unreachable, cat("not an address: ", address), {}};
  Socket socket(::socket(found.first->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (socket.descriptor() < 0) return socket_failure(errno);
  const int one = 1;
  setsockopt(socket.descriptor(), IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (::connect(socket.descriptor(), found.first->ai_addr, found.first->ai_addrlen) != 0) {
    if (errno != EINPROGRESS) return socket_failure(errno);
    if (wait_for(socket.descriptor(), POLLOUT, deadline) == Wait::timed_out)
      return socket_failure(ETIMEDOUT);
    if (const int error = connection_error(socket.descriptor()); error != 0)
      return socket_failure(error);
  }
  return socket;
}

// The kernel's counters; newer kernels tell more than the header knows, older ones less.
bool read_counters(int descriptor, tcp_info& counters) {
  socklen_t size = sizeof counters;
  return getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &counters, &size) == 0;
}

}  // namespace

Socket::Socket(Socket&& other) noexcept : descriptor_(other.release()) {
}

Socket& Socket::operator=(Socket&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

Socket::~Socket() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

int Socket::release() {
  return std::exchange(descriptor_, -1);
}

Observed<std::vector<std::string>> resolve(const std::string& host, const Deadline& deadline) {
  std::vector<std::string> addresses;
  if (look_up(host, AI_NUMERICHOST, addresses) == 0) return addresses;
  const auto lookup = std::make_shared<Lookup>();
  try {
    std::thread([lookup, host] {
      std::vector<std::string> found;
      const int error = look_up(host, AI_ADDRCONFIG, found);
      const std::lock_guard lock(lookup->mutex);
      lookup->addresses = std::move(found);
      lookup->error = error;
      lookup->is_done = true;
      lookup->is_answered.notify_all();
    }).detach();
  } catch (const std::system_error&) {
    return Unavailable{Cause::unreachable, "no thread left for a name look-up", {}};
  }
  std::unique_lock lock(lookup->mutex);
  if (!lookup->is_answered.wait_until(lock, deadline.at(), [&] { return lookup->is_done; }))
    return Unavailable{Cause::timed_out, cat("no answer of the name service for ", host),
                       "name the host by its address, or put its name into DNS or /etc/hosts"};
  if (lookup->error != 0 || lookup->addresses.empty())
    return lookup_failure(host, lookup->error != 0 ? lookup->error : EAI_NONAME);
  return std::move(lookup->addresses);
}

Observed<Socket> connect_tcp(const std::string& host, int port, const Deadline& deadline) {
  auto addresses = resolve(host, deadline);
  if (!addresses) return std::move(addresses.error());
  Unavailable last{Cause::unreachable, cat("no address of ", host), {}};
  for (const std::string& address : *addresses) {
    auto socket = connect_to(address, port, deadline);
    if (socket || deadline.is_over()) return socket;
    last = std::move(socket.error());
  }
  return last;
}

Wait wait_for(int descriptor, short events, const Deadline& deadline) {
  pollfd one{descriptor, events, 0};
  while (true) {
    const int count = poll(&one, 1, static_cast<int>(deadline.left().count()));
    if (count > 0) return Wait::ready;
    if (count == 0 && deadline.is_over()) return Wait::timed_out;
    if (count < 0 && errno != EINTR) return Wait::failed;
  }
}

void WireCount::waits_on(int descriptor) {
  tcp_info counters{};
  if (!read_counters(descriptor, counters)) return;
  // What we wrote, whether it has left by now or not, and once only.
  const std::uint64_t written =
      counters.tcpi_bytes_sent - counters.tcpi_bytes_retrans + counters.tcpi_notsent_bytes;
  if (written != sent_) ++round_trips_;  // less than before: a new connection
  sent_ = written;
}

std::int64_t WireCount::received(int descriptor) {
  tcp_info counters{};
  if (read_counters(descriptor, counters))
    received_ = static_cast<std::int64_t>(counters.tcpi_bytes_received);
  return received_;
}

Traffic WireCount::traffic() const {
  const std::chrono::duration<double, std::milli> time = Deadline::Clock::now() - began_;
  return {round_trips_, time.count(), received_};
}

Unavailable socket_failure(int error_number) {
  const Cause cause = error_number == ETIMEDOUT ? Cause::timed_out : Cause::unreachable;
  return {cause, lower(std::error_code(error_number, std::generic_category()).message()), {}};
}

}  // namespace patrol
