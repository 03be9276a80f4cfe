// Consul's key-value pages: a list of keys with base64 values; null for an empty one. Sources:
// consul docs "KV Store Endpoint", and answers of Consul 1.8 (fixtures/payloads/consul).
#include "auditor/decode/consul_api.h"

#include "auditor/decode/json.h"
#include "linter/base/base64.h"
#include "linter/base/text.h"

namespace patrol {
namespace {

Unavailable refusal(const HttpReply& reply) {
  const std::string text(trim(std::string_view(reply.body).substr(0, 200)));
  if (reply.status == 401 || reply.status == 403)
    return {Cause::denied, cat("consul: ", text),
            "give a token whose policy has key_prefix read for the cluster's keys"};
  if (reply.status == 500 && contains(text, "No cluster leader"))
    return {Cause::unreachable, cat("consul: ", text), "bring back a majority of Consul's servers"};
  return {Cause::malformed, cat("consul: HTTP status ", reply.status, ": ", text), ""};
}

}  // namespace

Observed<DcsKeys> decode_consul_keys(const HttpReply& reply, std::string_view prefix) {
  if (reply.status == 404 && trim(reply.body).empty()) return DcsKeys{};
  if (reply.status != 200) return refusal(reply);
  const auto json = read_json(reply.body);
  if (!json || !json->is_array())
    return Unavailable{Cause::malformed, "consul: keys did not answer properly", ""};
  DcsKeys keys;
  for (const Json& entry : *json) {
    auto value = from_base64(text_at(entry, "Value"));
    if (value) add_key(keys, prefix, text_at(entry, "Key"), std::move(*value));
  }
  return keys;
}

}  // namespace patrol
