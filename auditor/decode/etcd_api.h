// Answers of etcd's JSON gateway (version 3 of its interface) and of its plain HTTP pages.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "auditor/decode/dcs_keys.h"
#include "auditor/transport/http_reply.h"
#include "linter/model/observation_cluster.h"
#include "linter/model/observed.h"

namespace patrol {

/// A refusal in etcd's own words, as the reason that it is; for any reply that is not 200.
[[nodiscard]] Unavailable etcd_refusal(const HttpReply& reply);
/// Whether the gateway has no such path: another version of it does.
[[nodiscard]] bool is_other_gateway(const HttpReply& reply);

/// kv/range over the prefix. No key at all is an answer with no entries.
[[nodiscard]] Observed<DcsKeys> decode_etcd_range(const HttpReply& reply, std::string_view prefix);
/// auth/authenticate: the token. It is a secret.
[[nodiscard]] Observed<std::string> decode_etcd_token(const HttpReply& reply);

struct EtcdMembers {
  std::string cluster_id;
  std::vector<EtcdMember> members;  // by name, then id
};
/// cluster/member/list.
[[nodiscard]] Observed<EtcdMembers> decode_etcd_members(const HttpReply& reply);
/// maintenance/alarm: "NOSPACE 8e9e05c52164694d".
[[nodiscard]] Observed<std::vector<std::string>> decode_etcd_alarms(const HttpReply& reply);
/// maintenance/status, into `endpoint`; its `error` says why when there is none.
void decode_etcd_status(const HttpReply& reply, EtcdEndpoint& endpoint);
/// GET /health: `{"health": "true"}`, in 3.2 and older of a boolean.
[[nodiscard]] bool decode_etcd_health(const HttpReply& reply);
/// GET /version: that of the server; empty when it is none.
[[nodiscard]] std::string decode_etcd_version(const HttpReply& reply);

/// "8e9e05c52164694d".
[[nodiscard]] std::string hexadecimal(std::uint64_t id);

}  // namespace patrol
