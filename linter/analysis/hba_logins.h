// The logins that a cluster lives on: whether a policy admits them.
#pragma once

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
};

struct HbaLogin {
  HbaLoginUser user;
  IpBytes from;
  /// By HbaChannel plain and tls: libpq tries one after the other unless told otherwise.
  HbaDecision plain, tls;

  enum class State { admitted, refused, undecided };
  [[nodiscard]] State state() const;
};

/// One answer for each user from each client address.
[[nodiscard]] std::vector<HbaLogin> hba_logins(const HbaPolicy& policy,
                                               std::span<const HbaLoginUser> users,
                                               std::span<const IpBytes> clients);

/// Only those that are not admitted.
[[nodiscard]] std::vector<HbaLogin> missing_logins(const HbaPolicy& policy,
                                                   std::span<const HbaLoginUser> users,
                                                   std::span<const IpBytes> clients);

}  // namespace patrol
