// etcd's version 2 interface: plain JSON, nodes in nodes. Source: answers of etcd 3.3 and 3.4
// (fixtures/payloads/etcd_v2).
#include "auditor/decode/etcd_v2_api.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include "auditor/decode/json.h"
#include "linter/base/text.h"

namespace patrol {
namespace {

constexpr std::int64_t key_not_found = 100;

Unavailable refusal(const HttpReply& reply) {
  const auto json = read_json(reply.body);
  const std::string text = json ? text_at(*json, "message").substr(0, 200) : std::string();
  if (reply.status == 401 || reply.status == 403)
    return {Cause::denied, cat("etcd: ", text.empty() ? "not authorised" : text),
            "give username and password of an etcd user who may read the cluster's keys"};
  if (reply.status == 404)
    return {Cause::missing, "etcd: its version 2 interface is off",
            "start etcd with --enable-v2, or use the section etcd3 in patroni.yml"};
  return {Cause::malformed, cat("etcd: HTTP status ", reply.status, ": ", text), ""};
}

// The reader bounds the depth, so the list of what is left to do stays small.
void add_nodes(const Json& root, std::string_view prefix, DcsKeys& keys) {
  std::vector<const Json*> open{&root};
  while (!open.empty()) {
    const Json& node = *open.back();
    open.pop_back();
    const Json* children = find(node, "nodes");
    if (children != nullptr && children->is_array()) {
      for (const Json& child : *children) open.push_back(&child);
    } else if (!flag_at(node, "dir")) {
      add_key(keys, prefix, text_at(node, "key"), text_at(node, "value"));
    }
  }
  std::sort(keys.entries.begin(), keys.entries.end());
}

}  // namespace

Observed<DcsKeys> decode_etcd_v2_keys(const HttpReply& reply, std::string_view prefix) {
  const auto json = read_json(reply.body);
  if (reply.status == 404 && json && number_at(*json, "errorCode") == key_not_found)
    return DcsKeys{};
  if (reply.status != 200) return refusal(reply);
  const Json* root = json ? find(*json, "node") : nullptr;
  if (root == nullptr)
    return Unavailable{Cause::malformed, "etcd: keys did not answer properly", ""};
  DcsKeys keys;
  add_nodes(*root, prefix, keys);
  return keys;
}

Observed<EtcdMembers> decode_etcd_v2_members(const HttpReply& reply) {
  if (reply.status != 200) return refusal(reply);
  const auto json = read_json(reply.body);
  const Json* entries = json ? find(*json, "members") : nullptr;
  if (entries == nullptr || !entries->is_array())
    return Unavailable{Cause::malformed, "etcd: members did not answer properly", ""};
  EtcdMembers out;
  for (const Json& entry : *entries)
    out.members.push_back({.id = text_at(entry, "id"),
                           .name = text_at(entry, "name"),
                           .peer_urls = texts_at(entry, "peerURLs"),
                           .client_urls = texts_at(entry, "clientURLs")});
  std::sort(out.members.begin(), out.members.end(),
            [](const EtcdMember& left, const EtcdMember& right) {
              return std::tie(left.name, left.id) < std::tie(right.name, right.id);
            });
  return out;
}

}  // namespace patrol
