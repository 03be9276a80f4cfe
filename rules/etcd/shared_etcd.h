// What etcd makes of its settings: URLs, Go's spellings of values, and which members form a
// cluster.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/model/endpoints.h"
#include "linter/model/etcd.h"
#include "linter/model/snapshot.h"

namespace patrol::rules {

using EtcdMembers = std::vector<const EtcdDocument*>;

/// Members whose own settings count: not those that only point to a configuration file.
[[nodiscard]] EtcdMembers active_members(const Snapshot& cluster);

/// The member's version, else the cluster's.
[[nodiscard]] KnownVersion etcd_version(const Snapshot& cluster, const EtcdDocument& member);

/// The value of a flag that is set, not empty and no placeholder; else null.
[[nodiscard]] const EtcdValue* setting(const EtcdDocument& member, std::string_view flag);

struct EtcdUrl {
  EtcdPiece piece;
  std::string flag;
  std::optional<Url> url;
};
/// The URLs of one flag; of several flags.
[[nodiscard]] std::vector<EtcdUrl> urls(const EtcdDocument& member, std::string_view flag);
/// Peers of initial-cluster with a URL each.
[[nodiscard]] std::vector<EtcdUrl> peer_urls(const EtcdDocument& member);

/// initial-cluster names more than one member.
[[nodiscard]] bool has_partners(const EtcdDocument& member);

/// Members that share an entry of initial-cluster or name each other; groups of two or more.
[[nodiscard]] std::vector<EtcdMembers> joint_members(const Snapshot& cluster);

/// The reference for a comparison: what most say, the first of equals.
[[nodiscard]] std::string most_common(const std::vector<std::string>& values);

/// Go's spellings; nothing for anything else.
[[nodiscard]] std::optional<bool> go_boolean(std::string_view text);
[[nodiscard]] std::optional<long long> go_integer(std::string_view text);
[[nodiscard]] bool is_go_duration(std::string_view text);

/// The flag's number, or its default.
[[nodiscard]] std::optional<long long> number(const EtcdDocument& member, std::string_view flag);

/// A boolean flag that is on.
[[nodiscard]] bool is_on(const EtcdDocument& member, std::string_view flag);

/// Words of DAEMON_ARGS and the like: `--flag=value`, `--flag value`.
struct EtcdArgument {
  std::string flag;  // without dashes; empty for a word that is none
  const EnvVariable* variable = nullptr;
};
[[nodiscard]] std::vector<EtcdArgument> arguments(const EtcdDocument& member);
[[nodiscard]] bool is_argument(const EtcdDocument& member, std::string_view flag);

/// Where a flag that is not set would be reported.
[[nodiscard]] Spot missing_flag(const EtcdDocument& member, std::string_view flag);

/// "ETCD_NAME" or "name", as the kind of document names a flag.
[[nodiscard]] std::string spelled(const EtcdDocument& member, std::string_view flag);

}  // namespace patrol::rules
