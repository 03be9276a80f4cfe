// etcd's JSON gateway: 64-bit numbers are texts, keys and values base64, empty fields are absent.
// Source: answers of etcd 3.3, 3.4 and 3.5 (fixtures/payloads/etcd).
#include "auditor/decode/etcd_api.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>

#include "auditor/decode/json.h"
#include "linter/base/base64.h"
#include "linter/base/text.h"

namespace patrol {
namespace {

constexpr std::size_t longest_quote = 200;

Unavailable malformed(std::string_view what) {
  return {Cause::malformed, cat("etcd: ", what, " did not answer properly"), ""};
}

// The gateway's errors say so twice, `error` and `message`; its proxy has `Error` for some.
std::string error_text(const HttpReply& reply) {
  const auto json = read_json(reply.body);
  if (!json) return std::string(trim(reply.body.substr(0, longest_quote)));
  std::string text = text_at(*json, "message");
  if (text.empty()) text = text_at(*json, "error");
  return text.substr(0, longest_quote);
}

bool is_denial(int status, std::string_view text) {
  return status == 401 || status == 403 || contains(text, "user name is empty") ||
         contains(text, "permission denied") || contains(text, "authentication failed") ||
         contains(text, "invalid auth token");
}

void add_entry(const Json& entry, std::string_view prefix, DcsKeys& keys) {
  const auto key = from_base64(text_at(entry, "key"));
  auto value = from_base64(text_at(entry, "value"));
  if (key && value) add_key(keys, prefix, *key, std::move(*value));
}

std::string header_id(const Json& answer, std::string_view field) {
  const Json* header = find(answer, "header");
  const auto id = header == nullptr ? std::nullopt : unsigned_at(*header, field);
  return id ? hexadecimal(*id) : std::string();
}

std::string id_at(const Json& object, std::string_view field) {
  const auto id = unsigned_at(object, field);
  return id ? hexadecimal(*id) : std::string();
}

EtcdMember decode_member(const Json& entry) {
  return {.id = id_at(entry, "ID"),
          .name = text_at(entry, "name"),
          .peer_urls = texts_at(entry, "peerURLs"),
          .client_urls = texts_at(entry, "clientURLs"),
          .is_learner = flag_at(entry, "isLearner")};
}

}  // namespace

std::string hexadecimal(std::uint64_t id) {
  std::array<char, 16> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), id, 16).ptr;
  return {digits.data(), end};
}

bool is_other_gateway(const HttpReply& reply) {
  return reply.status == 404 && contains(reply.body, "404 page not found");
}

Unavailable etcd_refusal(const HttpReply& reply) {
  const std::string text = error_text(reply);
  if (is_denial(reply.status, text))
    return {Cause::denied, cat("etcd: ", text),
            "give username and password of an etcd user who may read the cluster's keys"};
  if (contains(text, "request timed out") || contains(text, "deadline exceeded"))
    return {Cause::timed_out, cat("etcd: ", text), ""};
  if (contains(text, "no leader"))
    return {Cause::unreachable, cat("etcd: ", text), "bring back a majority of the etcd members"};
  if (is_other_gateway(reply))
    return {Cause::missing, "etcd: no JSON gateway at this address",
            "check that the address is a client URL of etcd 3.3 or later"};
  return {Cause::malformed, cat("etcd: HTTP status ", reply.status, ": ", text), ""};
}

Observed<DcsKeys> decode_etcd_range(const HttpReply& reply, std::string_view prefix) {
  if (reply.status != 200) return etcd_refusal(reply);
  const auto json = read_json(reply.body);
  if (!json || find(*json, "header") == nullptr) return malformed("kv/range");
  DcsKeys keys;
  if (const Json* entries = find(*json, "kvs"); entries != nullptr && entries->is_array())
    for (const Json& entry : *entries) add_entry(entry, prefix, keys);
  return keys;
}

Observed<std::string> decode_etcd_token(const HttpReply& reply) {
  if (reply.status != 200) return etcd_refusal(reply);
  const auto json = read_json(reply.body);
  std::string token = json ? text_at(*json, "token") : std::string();
  if (token.empty()) return malformed("auth/authenticate");
  return token;
}

Observed<EtcdMembers> decode_etcd_members(const HttpReply& reply) {
  if (reply.status != 200) return etcd_refusal(reply);
  const auto json = read_json(reply.body);
  const Json* entries = json ? find(*json, "members") : nullptr;
  if (entries == nullptr || !entries->is_array()) return malformed("member list");
  EtcdMembers out{.cluster_id = header_id(*json, "cluster_id")};
  for (const Json& entry : *entries) out.members.push_back(decode_member(entry));
  std::sort(out.members.begin(), out.members.end(),
            [](const EtcdMember& left, const EtcdMember& right) {
              return std::tie(left.name, left.id) < std::tie(right.name, right.id);
            });
  return out;
}

Observed<std::vector<std::string>> decode_etcd_alarms(const HttpReply& reply) {
  if (reply.status != 200) return etcd_refusal(reply);
  const auto json = read_json(reply.body);
  if (!json || !json->is_object()) return malformed("maintenance/alarm");  // without alarms: `{}`
  std::vector<std::string> alarms;
  const Json* entries = find(*json, "alarms");
  if (entries == nullptr || !entries->is_array()) return alarms;
  for (const Json& entry : *entries)
    alarms.push_back(cat(text_at(entry, "alarm"), ' ', id_at(entry, "memberID")));
  std::sort(alarms.begin(), alarms.end());
  return alarms;
}

void decode_etcd_status(const HttpReply& reply, EtcdEndpoint& endpoint) {
  if (reply.status != 200) {
    endpoint.error = etcd_refusal(reply).detail;
    return;
  }
  const auto json = read_json(reply.body);
  if (!json || find(*json, "header") == nullptr) {
    endpoint.error = malformed("maintenance/status").detail;
    return;
  }
  endpoint.version = text_at(*json, "version");
  endpoint.member_id = header_id(*json, "member_id");
  endpoint.leader_id = id_at(*json, "leader");
  endpoint.db_size = number_at(*json, "dbSize").value_or(0);
  endpoint.db_size_in_use = number_at(*json, "dbSizeInUse").value_or(0);
  endpoint.raft_term = number_at(*json, "raftTerm").value_or(0);
  endpoint.raft_index = number_at(*json, "raftIndex").value_or(0);
  endpoint.errors = texts_at(*json, "errors");
}

bool decode_etcd_health(const HttpReply& reply) {
  const auto json = read_json(reply.body);
  return reply.status == 200 && json && flag_at(*json, "health");
}

std::string decode_etcd_version(const HttpReply& reply) {
  const auto json = read_json(reply.body);
  return json ? text_at(*json, "etcdserver") : std::string();
}

}  // namespace patrol
