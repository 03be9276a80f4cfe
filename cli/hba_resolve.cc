// The look-up runs in a thread of its own: the C library knows no time limit, and a name service
// that hangs must not hold the program.
#include "cli/hba_resolve.h"

#include <array>
#include <cstring>
#include <future>
#include <memory>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>
#include <utility>

namespace patrol::cli {
namespace {

using Answer = std::optional<std::string>;

struct SocketAddress {
  sockaddr_storage storage{};
  socklen_t size = 0;
};

SocketAddress socket_address(const IpBytes& address) {
  SocketAddress out;
  if (address.size() == sizeof(in_addr)) {
    sockaddr_in own{};
    own.sin_family = AF_INET;
    std::memcpy(&own.sin_addr, address.begin(), sizeof own.sin_addr);
    std::memcpy(&out.storage, &own, sizeof own);
    out.size = sizeof own;
  } else {
    sockaddr_in6 own{};
    own.sin6_family = AF_INET6;
    std::memcpy(&own.sin6_addr, address.begin(), sizeof own.sin6_addr);
    std::memcpy(&out.storage, &own, sizeof own);
    out.size = sizeof own;
  }
  return out;
}

IpBytes bytes_of(const sockaddr& address) {
  IpBytes out;
  if (address.sa_family == AF_INET) {
    sockaddr_in own{};
    std::memcpy(&own, &address, sizeof own);
    out = IpBytes(sizeof own.sin_addr);
    std::memcpy(&out[0], &own.sin_addr, sizeof own.sin_addr);
  } else if (address.sa_family == AF_INET6) {
    sockaddr_in6 own{};
    std::memcpy(&own, &address, sizeof own);
    out = IpBytes(sizeof own.sin6_addr);
    std::memcpy(&out[0], &own.sin6_addr, sizeof own.sin6_addr);
  }
  return out;
}

// Nothing when the name service is out of order.
std::optional<bool> leads_to(const std::string& name, const IpBytes& address) {
  addrinfo* list = nullptr;
  const int status = getaddrinfo(name.c_str(), nullptr, nullptr, &list);
  if (status == EAI_AGAIN || status == EAI_SYSTEM) return std::nullopt;
  if (status != 0) return false;
  bool is_found = false;
  for (const addrinfo* at = list; at != nullptr && !is_found; at = at->ai_next)
    is_found = bytes_of(*at->ai_addr) == address;
  freeaddrinfo(list);
  return is_found;
}

Answer look_up(const IpBytes& address) {
  const SocketAddress socket = socket_address(address);
  std::array<char, NI_MAXHOST> name{};
  const void* raw = &socket.storage;
  const int status = getnameinfo(static_cast<const sockaddr*>(raw), socket.size, name.data(),
                                 name.size(), nullptr, 0, NI_NAMEREQD);
  if (status == EAI_AGAIN || status == EAI_SYSTEM) return std::nullopt;
  if (status != 0) return std::string();
  const auto is_own = leads_to(name.data(), address);
  if (!is_own) return std::nullopt;
  return *is_own ? std::string(name.data()) : std::string();
}

}  // namespace

std::optional<std::string> find_host_name(const IpBytes& address, std::chrono::milliseconds most) {
  auto promise = std::make_shared<std::promise<Answer>>();
  auto future = promise->get_future();
  std::thread([promise, address] { promise->set_value(look_up(address)); }).detach();
  if (future.wait_for(most) != std::future_status::ready) return std::nullopt;
  return future.get();
}

}  // namespace patrol::cli
