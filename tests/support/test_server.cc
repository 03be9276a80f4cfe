// One thread that accepts, one for each connection.
#include "tests/support/test_server.h"

#include <arpa/inet.h>
#include <array>
#include <atomic>
#include <list>
#include <mutex>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace patrol {

struct TestServer::Parts {
  Behaviour behaviour;
  int listener = -1;
  int port = 0;
  std::atomic<bool> is_over = false;
  mutable std::mutex lock;
  std::vector<std::string> requests;
  std::list<std::jthread> connections;
  std::jthread acceptor;

  [[nodiscard]] bool wait(int socket) const {
    while (!is_over) {
      pollfd entry{socket, POLLIN, 0};
      if (::poll(&entry, 1, 20) > 0) return true;
    }
    return false;
  }

  // The head of a request; bodies of these tests come in the same packet.
  std::string read_request(int socket) const {
    std::string text;
    std::array<char, 4096> buffer{};
    while (text.find("\r\n\r\n") == std::string::npos && wait(socket)) {
      const auto count = ::recv(socket, buffer.data(), buffer.size(), 0);
      if (count <= 0) return {};
      text.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return text;
  }

  static void cut(int socket) {
    const linger now{1, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  }

  void serve(int socket) {
    for (;;) {
      const std::string request = read_request(socket);
      if (request.empty()) break;
      {
        const std::scoped_lock held(lock);
        requests.push_back(request);
      }
      const Reply reply = behaviour(request);
      ::send(socket, reply.bytes.data(), reply.bytes.size(), MSG_NOSIGNAL);
      if (reply.is_hanging) static_cast<void>(wait(socket));
      if (reply.is_reset) cut(socket);
      if (reply.is_hanging || reply.bytes.find("keep-alive") == std::string::npos) break;
    }
    ::close(socket);
  }

  void accept_all() {
    while (wait(listener)) {
      const int socket = ::accept(listener, nullptr, nullptr);
      if (socket < 0) continue;
      const std::scoped_lock held(lock);
      connections.emplace_back([this, socket] { serve(socket); });
    }
  }
};

TestServer::TestServer(Behaviour behaviour) : parts_(std::make_unique<Parts>()) {
  parts_->behaviour = std::move(behaviour);
  parts_->listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  auto* const place = reinterpret_cast<sockaddr*>(&address);
  ::bind(parts_->listener, place, length);
  ::listen(parts_->listener, 64);
  ::getsockname(parts_->listener, place, &length);
  parts_->port = ntohs(address.sin_port);
  parts_->acceptor = std::jthread([this] { parts_->accept_all(); });
}

TestServer::~TestServer() {
  parts_->is_over = true;
  parts_->acceptor.join();
  parts_->connections.clear();
  ::close(parts_->listener);
}

int TestServer::port() const {
  return parts_->port;
}

std::string TestServer::url() const {
  return "http://127.0.0.1:" + std::to_string(parts_->port);
}

std::vector<std::string> TestServer::requests() const {
  const std::scoped_lock held(parts_->lock);
  return parts_->requests;
}

TestServer::Reply TestServer::page(int status, const std::string& body) {
  return {"HTTP/1.1 " + std::to_string(status) +
          " X\r\nConnection: keep-alive\r\nContent-Length: " + std::to_string(body.size()) +
          "\r\n\r\n" + body};
}

TestServer::Reply TestServer::old_page(int status, const std::string& body) {
  return {"HTTP/1.0 " + std::to_string(status) + " X\r\nContent-Type: application/json\r\n\r\n" +
          body};
}

}  // namespace patrol
