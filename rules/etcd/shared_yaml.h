// The keys of etcd's YAML file.
#pragma once

#include <string>
#include <string_view>

#include "linter/doc/node.h"

namespace patrol::rules {

inline constexpr std::string_view client_section = "client-transport-security";
inline constexpr std::string_view peer_section = "peer-transport-security";

/// Whether etcd reads this dotted path.
[[nodiscard]] bool is_etcd_key(std::string_view path);

/// The dotted path of a flag; "" when it has none in YAML.
[[nodiscard]] std::string_view yaml_path_of(std::string_view flag);

/// A TLS flag that belongs into one of the two sections.
[[nodiscard]] bool is_section_key(std::string_view path);

/// Some TLS key of this side stands where etcd does not read it.
[[nodiscard]] bool has_misplaced_key(const Value& root, std::string_view section);

}  // namespace patrol::rules
