// Any bytes as the reply of each server, and as the value of each key.
#include <cstddef>
#include <cstdint>
#include <string>

#include "auditor/decode/consul_api.h"
#include "auditor/decode/etcd_api.h"
#include "auditor/decode/etcd_v2_api.h"
#include "auditor/decode/patroni_api.h"

namespace {

constexpr const char* prefix = "/service/demo/";

void read_keys(const patrol::Observed<patrol::DcsKeys>& keys) {
  if (!keys) return;
  patrol::SecretNumbers numbers;
  static_cast<void>(patrol::decode_dcs(*keys, numbers));
}

void read_etcd(const patrol::HttpReply& reply) {
  read_keys(patrol::decode_etcd_range(reply, prefix));
  static_cast<void>(patrol::decode_etcd_members(reply));
  static_cast<void>(patrol::decode_etcd_alarms(reply));
  static_cast<void>(patrol::decode_etcd_token(reply));
  patrol::EtcdEndpoint endpoint;
  patrol::decode_etcd_status(reply, endpoint);
}

void read_patroni(const patrol::HttpReply& reply) {
  patrol::SecretNumbers numbers;
  static_cast<void>(patrol::decode_patroni_status(reply));
  static_cast<void>(patrol::decode_patroni_config(reply, numbers));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const patrol::HttpReply reply{size % 16 == 0 ? 404 : 200,
                                std::string(reinterpret_cast<const char*>(data), size)};
  read_etcd(reply);
  read_keys(patrol::decode_etcd_v2_keys(reply, prefix));
  static_cast<void>(patrol::decode_etcd_v2_members(reply));
  read_keys(patrol::decode_consul_keys(reply, prefix));
  read_patroni(reply);
  patrol::DcsKeys keys;
  for (const char* name : {"members/a", "status", "sync", "config", "failover", "history"})
    patrol::add_key(keys, prefix, std::string("service/demo/") + name, reply.body);
  read_keys(keys);
  return 0;
}
