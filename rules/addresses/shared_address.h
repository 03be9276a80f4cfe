// The addresses a member listens on and publishes, split as Patroni splits them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/model/endpoints.h"
#include "linter/model/snapshot.h"

namespace patrol::rules {

/// One address setting that is a text and no placeholder.
struct Address {
  const PatroniDocument* member = nullptr;
  Value value;
  std::string_view section;        // "restapi" or "postgresql"
  std::string_view key;            // "listen", "connect_address", "proxy_address"
  HostPort parts;                  // of the whole text
  std::vector<std::string> hosts;  // "a,b:1" listens on a and b
  bool has_scheme = false;

  /// "restapi.listen"
  [[nodiscard]] std::string path() const;
  /// The port, written or by default, is a number from 1 to 65535.
  [[nodiscard]] bool has_usable_port() const;
  /// A host and nothing that other rules complain about: scheme, several hosts, bare IPv6.
  [[nodiscard]] bool is_plain() const;
};

[[nodiscard]] std::optional<Address> address(const PatroniDocument& member,
                                             std::string_view section, std::string_view key);
/// connect_address of both sections and proxy_address.
[[nodiscard]] std::vector<Address> published_addresses(const PatroniDocument& member);
/// listen of both sections.
[[nodiscard]] std::vector<Address> listen_addresses(const PatroniDocument& member);

/// Something in the cluster names a host that is not this machine: then loopback is a mistake.
[[nodiscard]] bool spans_hosts(const Snapshot& cluster);

/// Whether values of this member may come from the environment instead of this file.
[[nodiscard]] bool may_be_completed(const Snapshot& cluster, const PatroniDocument& member);

}  // namespace patrol::rules
