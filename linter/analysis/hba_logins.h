// The logins that a cluster lives on: whether a policy admits them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "linter/analysis/hba_policy.h"

namespace patrol {

/// A user of Patroni's `authentication` section and what it connects to on other members.
struct HbaLoginUser {
  std::string name;
  bool is_replication = false;  // physical replication; else the database below
  std::string database = "postgres";
  std::vector<std::string> roles = {};
  std::string sslmode = "prefer";  // libpq's word
};

struct HbaLogin {
  HbaLoginUser user;
  IpBytes from;            // empty: through the socket, which `plain` then stands for
  HbaDecision plain, tls;  // libpq tries one after the other unless told otherwise
  std::optional<bool> server_has_tls;

  /// no_tls: only a connection over TLS would be admitted, and the server does not speak it.
  /// no_way: the client insists on TLS, which the server does not speak.
  enum class State { admitted, refused, no_tls, no_way, undecided };
  [[nodiscard]] State state() const;
  /// The record `reject` that refuses it; null where no record matches.
  [[nodiscard]] const HbaRecord* rejecting() const;
  /// Every connection that it may try and that is admitted is asked for this method.
  [[nodiscard]] bool is_always_asked(std::string_view method) const;

  [[nodiscard]] bool tries_plain() const;
  [[nodiscard]] bool tries_tls() const;
};

/// One answer for each user from each client address; an empty address is the socket.
[[nodiscard]] std::vector<HbaLogin> hba_logins(const HbaPolicy& policy,
                                               std::span<const HbaLoginUser> users,
                                               std::span<const IpBytes> clients,
                                               std::optional<bool> server_has_tls = std::nullopt);

/// Only those that are not admitted.
[[nodiscard]] std::vector<HbaLogin> missing_logins(
    const HbaPolicy& policy, std::span<const HbaLoginUser> users, std::span<const IpBytes> clients,
    std::optional<bool> server_has_tls = std::nullopt);

}  // namespace patrol
