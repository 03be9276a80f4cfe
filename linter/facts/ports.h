// The ports of the stores that Patroni can keep its state in, and the ports beside them that people
// take for the client's.
#pragma once

#include <array>
#include <string_view>

namespace patrol::facts {

/// A port of a store on which its clients are not served.
struct WrongPort {
  std::string_view section;  // Patroni's section
  int port = 0;
  std::string_view purpose;  // what is served there
  int client_port = 0;       // where clients belong
};

/// Sources: etcd 3.5 docs (default listen-peer-urls), consul 1.17 docs "required ports",
/// zookeeper 3.8 administrator's guide (clientPort, server.N).
inline constexpr auto wrong_ports = std::to_array<WrongPort>({
    {"consul", 8300, "the servers' RPC port", 8500},
    {"consul", 8301, "the gossip port", 8500},
    {"consul", 8302, "the WAN gossip port", 8500},
    {"consul", 8600, "the DNS port", 8500},
    {"etcd", 2380, "etcd's peer port", 2379},
    {"etcd3", 2380, "etcd's peer port", 2379},
    {"zookeeper", 2888, "the followers' port", 2181},
    {"zookeeper", 3888, "the election port", 2181},
});

inline constexpr int etcd_client_port = 2379;
inline constexpr int etcd_peer_port = 2380;
inline constexpr int postgres_port = 5432;

}  // namespace patrol::facts
