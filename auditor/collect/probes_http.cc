// The list of pages, and the words that --show-probes prints about them.
#include "auditor/collect/probes_http.h"

#include <array>

namespace patrol {
namespace {

constexpr auto health_pages =
    std::to_array<std::string_view>({"/primary", "/replica", "/leader", "/read-only", "/health"});

constexpr auto patroni_pages = std::to_array<HttpProbe>({
    {"GET", patroni_status_page, "state, role, versions, timeline, tags; no rights"},
    {"GET", patroni_config_page, "the dynamic configuration as the member sees it; no rights"},
    {"OPTIONS", health_pages[0], "what a load balancer is told; no rights"},
    {"OPTIONS", health_pages[1], "what a load balancer is told; no rights"},
    {"OPTIONS", health_pages[2], "what a load balancer is told; no rights"},
    {"OPTIONS", health_pages[3], "what a load balancer is told; no rights"},
    {"OPTIONS", health_pages[4], "what a load balancer is told; no rights"},
});

constexpr auto etcd_pages = std::to_array<HttpProbe>({
    {"POST", "kv/range", "the keys below PREFIX; with authentication: read on the prefix"},
    {"POST", "kv/range", "PREFIXleader once more at the end; the same"},
    {"POST", "cluster/member/list", "the members of etcd; any login"},
    {"POST", "maintenance/status", "version, leader, size of the store; any login"},
    {"POST", "maintenance/alarm", "alarms that are raised (action GET); any login"},
    {"POST", "auth/authenticate", "only with username and password in the file"},
    {"GET", etcd_health_page, "whether the member can take a write; no rights"},
});

constexpr auto etcd_v2_pages = std::to_array<HttpProbe>({
    {"GET", "/v2/keysPREFIX?recursive=true", "the keys; with authentication: read on the prefix"},
    {"GET", "/v2/keysPREFIXleader", "once more at the end; the same"},
    {"GET", etcd_v2_members_page, "the members of etcd, where version 3 has no answer; no rights"},
});

constexpr auto consul_pages = std::to_array<HttpProbe>({
    {"GET", "/v1/kvPREFIX?recurse=true", "the keys; with ACLs: key_prefix read"},
    {"GET", "/v1/kvPREFIXleader", "once more at the end; the same"},
});

constexpr auto zookeeper_nodes = std::to_array<HttpProbe>({
    {"children", "PREFIX", "the names of the keys; read on the nodes"},
    {"children", "PREFIXmembers", "the names of the members; the same"},
    {"get", "PREFIXconfig", "and every other key of Patroni; the same"},
});

}  // namespace

std::span<const HttpProbe> patroni_probes() {
  return patroni_pages;
}
std::span<const HttpProbe> etcd_probes() {
  return etcd_pages;
}
std::span<const HttpProbe> etcd_v2_probes() {
  return etcd_v2_pages;
}
std::span<const HttpProbe> consul_probes() {
  return consul_pages;
}
std::span<const HttpProbe> zookeeper_probes() {
  return zookeeper_nodes;
}
std::span<const std::string_view> patroni_health_pages() {
  return health_pages;
}

}  // namespace patrol
