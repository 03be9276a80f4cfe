// A small TCP server on a loopback port that answers as a test says: well, badly or never.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace patrol {

class TestServer {
 public:
  /// What to send back for a request, byte for byte.
  struct Reply {
    std::string bytes;
    bool is_hanging = false;  // then keep the connection open in silence
    bool is_reset = false;    // then cut it with a reset
  };
  using Behaviour = std::function<Reply(const std::string& request)>;

  explicit TestServer(Behaviour behaviour);
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;
  ~TestServer();

  [[nodiscard]] int port() const;
  [[nodiscard]] std::string url() const;  // "http://127.0.0.1:40001"
  [[nodiscard]] std::vector<std::string> requests() const;

  /// A whole answer with a length.
  [[nodiscard]] static Reply page(int status, const std::string& body);
  /// As Patroni's server: HTTP/1.0, no length, closed at the end.
  [[nodiscard]] static Reply old_page(int status, const std::string& body);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace patrol
