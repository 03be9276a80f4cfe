// etcd's settings, versions 3.2 to 3.6, as compiled from etcd_settings.yaml; its head says what the
// fields mean in full.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "linter/base/version.h"

namespace patrol::facts {

inline constexpr Version oldest_etcd{3, 2, 0};
inline constexpr Version newest_etcd{3, 6, 0};

enum class EtcdType {
  boolean,
  integer,
  unsigned_integer,
  duration,
  string,
  enumeration,
  url_list,
  path,
  list,
};

struct EtcdSetting {
  std::string_view flag{};       // "initial-cluster"
  std::string_view variable{};   // "ETCD_INITIAL_CLUSTER"
  std::string_view yaml_path{};  // "client-transport-security.cert-file"; "" when there is none
  Version yaml_since{};          // {0,0,0}: as long as the flag
  Version yaml_removed_in{};     // {0,0,0}: as long as the flag
  bool is_yaml_list = false;     // in the file; flag and variable take commas
  EtcdType type{};
  std::span<const std::string_view> words{};  // case-sensitive
  std::span<const std::string_view> removed_words{};
  Version words_removed_in{};
  bool is_lenient = false;  // other words are accepted without a message
  std::string_view unit{};
  std::optional<double> minimum{}, maximum{};  // enforced at start
  std::string_view default_value{};
  std::string_view old_default{};  // what held before default_since
  Version default_since{};
  std::string_view yaml_default{};  // with a configuration file, before yaml_default_till
  Version yaml_default_till{};
  Version since{};                        // {0,0,0}: 3.2.0 or older
  std::span<const Version> late_in{};     // later branches that have it from this release on only
  Version deprecated_in{}, removed_in{};  // {0,0,0}: not
  std::string_view replacement{};         // a flag
  bool is_bootstrap_only = false;         // ignored once the data directory holds a member
  bool is_secret = false;
  std::string_view note{};
  std::string_view source{};

  [[nodiscard]] bool is_known_in(Version version) const;
  [[nodiscard]] bool is_known_in_yaml(Version version) const;
  [[nodiscard]] std::string_view default_in(Version version) const;
};

/// Sorted by flag, bytewise; then the same by variable, and those with a YAML path by that.
[[nodiscard]] std::span<const EtcdSetting> etcd_settings();
[[nodiscard]] std::span<const EtcdSetting* const> etcd_settings_by_variable();
[[nodiscard]] std::span<const EtcdSetting* const> etcd_settings_by_yaml();

[[nodiscard]] const EtcdSetting* find_etcd_flag(std::string_view flag);
[[nodiscard]] const EtcdSetting* find_etcd_variable(std::string_view variable);
[[nodiscard]] const EtcdSetting* find_etcd_yaml(std::string_view yaml_path);
/// Keys directly below a section of the configuration file ("" is its root), sections included,
/// in order; empty when the path is no section.
[[nodiscard]] std::vector<std::string_view> etcd_yaml_children(std::string_view section);

/// Old flags that etcd swallows without effect, sorted.
[[nodiscard]] std::span<const std::string_view> etcd_leftover_flags();

}  // namespace patrol::facts
