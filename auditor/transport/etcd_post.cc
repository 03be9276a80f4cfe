// Bodies of the few calls. Source: etcd 3.4 api/etcdserverpb/rpc.swagger.json.
#include "auditor/transport/etcd_post.h"

#include "linter/base/base64.h"
#include "linter/base/text.h"

namespace patrol {
namespace {

std::string quoted(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out = "\"";
  for (const char letter : text) {
    const auto code = static_cast<unsigned char>(letter);
    if (letter == '"' || letter == '\\') {
      out.append({'\\', letter});
    } else if (code < 0x20) {
      out.append("\\u00").append({digits[code >> 4U], digits[code & 15U]});
    } else {
      out.push_back(letter);
    }
  }
  return out + '"';
}

// The first key behind all that start with the prefix.
std::string end_of(std::string_view prefix) {
  std::string end(prefix);
  while (!end.empty() && static_cast<unsigned char>(end.back()) == 0xFF) end.pop_back();
  if (end.empty()) return {'\0'};
  end.back() = static_cast<char>(static_cast<unsigned char>(end.back()) + 1);
  return end;
}

}  // namespace

std::string_view to_string(EtcdCall call) {
  switch (call) {
    case EtcdCall::range:
      return "kv/range";
    case EtcdCall::status:
      return "maintenance/status";
    case EtcdCall::member_list:
      return "cluster/member/list";
    case EtcdCall::alarm_get:
      return "maintenance/alarm";
    case EtcdCall::authenticate:
      return "auth/authenticate";
  }
  return "";
}

std::string_view to_string(EtcdGateway gateway) {
  switch (gateway) {
    case EtcdGateway::v3:
      return "/v3/";
    case EtcdGateway::v3beta:
      return "/v3beta/";
    case EtcdGateway::v3alpha:
      return "/v3alpha/";
  }
  return "";
}

EtcdPost EtcdPost::range(std::string_view prefix, bool serializable) {
  return {EtcdCall::range,
          cat(R"({"key":")", to_base64(prefix), R"(","range_end":")", to_base64(end_of(prefix)),
              serializable ? R"(","serializable":true})" : R"("})")};
}

EtcdPost EtcdPost::key(std::string_view key) {
  return {EtcdCall::range, cat(R"({"key":")", to_base64(key), R"("})")};
}

EtcdPost EtcdPost::authenticate(std::string_view user, const Credential& password) {
  return {EtcdCall::authenticate, cat(R"({"name":)", quoted(user), R"(,"password":)",
                                      quoted(reveal_to_library(password)), "}")};
}

}  // namespace patrol
