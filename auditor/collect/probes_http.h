// Every page of an audit that is asked by HTTP, with what it needs. Calls of etcd's version 3
// interface are those of transport/etcd_post.h.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace patrol {

struct HttpProbe {
  std::string_view method;
  std::string_view path;  // PREFIX stands for the cluster's own, such as /service/batman/
  std::string_view doc;   // what it tells, and the rights it needs
};

/// Of Patroni's REST interface, asked of each member.
[[nodiscard]] std::span<const HttpProbe> patroni_probes();
/// Of etcd's version 3 interface; paths without the gateway's version.
[[nodiscard]] std::span<const HttpProbe> etcd_probes();
/// Of etcd's version 2 interface.
[[nodiscard]] std::span<const HttpProbe> etcd_v2_probes();
[[nodiscard]] std::span<const HttpProbe> consul_probes();
/// Of ZooKeeper, where a path is a node.
[[nodiscard]] std::span<const HttpProbe> zookeeper_probes();

// The pages by name, so that what is asked and what is shown are the same text.
inline constexpr std::string_view patroni_status_page = "/patroni";
inline constexpr std::string_view patroni_config_page = "/config";
inline constexpr std::string_view etcd_health_page = "/health";
inline constexpr std::string_view etcd_v2_keys_page = "/v2/keys";
inline constexpr std::string_view etcd_v2_members_page = "/v2/members";
inline constexpr std::string_view consul_keys_page = "/v1/kv";

/// Patroni's health checks whose status is taken, as load balancers ask for them.
[[nodiscard]] std::span<const std::string_view> patroni_health_pages();

}  // namespace patrol
