// etcd's settings, versions 3.2 to 3.6, as compiled from etcd_settings.yaml.
#pragma once

#include <span>
#include <string_view>

#include "linter/base/version.h"

namespace patrol::facts {

enum class EtcdType {
  boolean,
  integer,
  unsigned_integer,
  duration,
  string,
  enumeration,
  url_list,
  path,
  list
};

struct EtcdSetting {
  std::string_view flag;       // "initial-cluster"
  std::string_view variable;   // "ETCD_INITIAL_CLUSTER"
  std::string_view yaml_path;  // "client-transport-security.cert-file"; "" when there is none
  EtcdType type{};
  std::span<const std::string_view> words;
  std::string_view unit;
  std::string_view default_value;
  Version since;       // {3,2,0} when older
  Version removed_in;  // {0,0,0}: not
  Version deprecated_in;
  bool is_bootstrap_only = false;
  std::string_view source;
};
[[nodiscard]] const EtcdSetting* find_etcd_flag(std::string_view flag);
[[nodiscard]] const EtcdSetting* find_etcd_variable(std::string_view variable);
[[nodiscard]] const EtcdSetting* find_etcd_yaml(std::string_view yaml_path);
[[nodiscard]] std::span<const EtcdSetting> etcd_settings();

inline constexpr Version oldest_etcd{3, 2, 0};
inline constexpr Version newest_etcd{3, 6, 0};

}  // namespace patrol::facts
