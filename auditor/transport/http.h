// Asks HTTP servers: GET and OPTIONS of any page, and the POSTs of etcd_post.h. Nothing else can be
// sent with it.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "auditor/transport/credential.h"
#include "auditor/transport/deadline.h"
#include "auditor/transport/etcd_post.h"
#include "auditor/transport/http_reply.h"
#include "auditor/transport/traffic.h"
#include "linter/model/observed.h"

namespace patrol {

/// No answer above this is taken.
inline constexpr std::size_t largest_reply = std::size_t{4} * 1024 * 1024;

/// Files for TLS; empty: the system's authorities, no certificate of ours.
struct HttpTls {
  std::string ca_file, cert_file, key_file;
  Credential key_password;
  bool is_verified = true;
};

/// As whom servers are asked.
struct HttpAccess {
  HttpTls tls;
  std::string user;  // basic authentication when not empty
  Credential password;
  std::string token_header;  // "Authorization", "X-Consul-Token"
  Credential token;
};

class HttpRequest {
 public:
  [[nodiscard]] static HttpRequest get(std::string url) { return {Method::get, std::move(url)}; }
  [[nodiscard]] static HttpRequest options(std::string url) {
    return {Method::options, std::move(url)};
  }
  /// `server` is "http://10.77.0.11:2379", without a path.
  [[nodiscard]] static HttpRequest post(const std::string& server, EtcdGateway gateway,
                                        const EtcdPost& post);

 private:
  friend class HttpClient;
  friend class HttpExchange;
  enum class Method : std::uint8_t { get, options, post };
  HttpRequest(Method method, std::string url) : method_(method), url_(std::move(url)) {}
  Method method_;
  std::string url_;
  Credential body_;
};

struct HttpAnswer {
  Observed<HttpReply> reply;
  Traffic traffic;
};

struct HttpAnswers {
  std::vector<HttpAnswer> answers;  // in the order of the requests
  Traffic traffic;                  // of all: the longest chain of round trips, the whole time
};

/// How a list of requests is asked.
struct HttpPlan {
  std::size_t most_at_once = 64;
  /// Whether this answer is all that was wanted; then the others are given up as not asked.
  std::function<bool(std::size_t, const HttpAnswer&)> is_enough;
};

/// Keeps connections open between calls. To be used by one thread. No redirect is followed, no
/// proxy of the environment used, only http and https spoken.
class HttpClient {
 public:
  explicit HttpClient(HttpAccess access);
  HttpClient(HttpClient&&) noexcept;
  HttpClient& operator=(HttpClient&&) noexcept;
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;
  ~HttpClient();

  /// For later requests, such as after a login.
  void set_token(Credential token);
  /// Never waits longer than the deadline.
  [[nodiscard]] HttpAnswers ask(std::span<const HttpRequest> requests, const Deadline& deadline,
                                const HttpPlan& plan = {});

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace patrol
