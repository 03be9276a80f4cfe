// The calls of etcd's JSON gateway that an audit may make. etcd takes even reads as POST, so what
// may be posted is a closed list: there is no way to write with it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "auditor/transport/credential.h"

namespace patrol {

enum class EtcdCall : std::uint8_t { range, status, member_list, alarm_get, authenticate };
/// "kv/range", "maintenance/status", …
[[nodiscard]] std::string_view to_string(EtcdCall call);

/// etcd 3.4 and later answer below /v3, 3.3 below /v3beta, 3.2 below /v3alpha.
enum class EtcdGateway : std::uint8_t { v3, v3beta, v3alpha };
[[nodiscard]] std::string_view to_string(EtcdGateway gateway);

class EtcdPost {
 public:
  /// All keys below the prefix. `serializable`: from the asked member's own store, which answers
  /// without a majority too but may be behind.
  [[nodiscard]] static EtcdPost range(std::string_view prefix, bool serializable);
  /// One key.
  [[nodiscard]] static EtcdPost key(std::string_view key);
  [[nodiscard]] static EtcdPost status() { return {EtcdCall::status, "{}"}; }
  [[nodiscard]] static EtcdPost member_list() { return {EtcdCall::member_list, "{}"}; }
  [[nodiscard]] static EtcdPost alarms() { return {EtcdCall::alarm_get, R"({"action":"GET"})"}; }
  [[nodiscard]] static EtcdPost authenticate(std::string_view user, const Credential& password);

  [[nodiscard]] EtcdCall call() const { return call_; }
  /// Not for eyes: it may hold a password.
  [[nodiscard]] const Credential& body() const { return body_; }

 private:
  EtcdPost(EtcdCall call, std::string body) : call_(call), body_(std::move(body)) {}
  EtcdCall call_;
  Credential body_;
};

}  // namespace patrol
