// Whether a policy admits a login that Patroni needs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/model/layers.h"
#include "linter/model/snapshot.h"

namespace patrol::rules {

struct Login {
  std::string user;
  std::string database;         // not used for replication
  bool is_replication = false;  // physical: only the keyword admits it
  IpBytes from;                 // 4 or 16 bytes; empty for a socket
  std::optional<bool> has_tls;  // nothing when unknown
};

struct Verdict {
  enum class Answer { admitted, rejected, no_record, unknown };
  Answer answer = Answer::unknown;
  const HbaRecord* record = nullptr;  // that decided
};

/// Records in the order of the file. Host names, roles, patterns and the like, which only the
/// server can resolve, leave the answer unknown.
[[nodiscard]] Verdict admits(const std::vector<HbaRecord>& records, const Login& login);

/// Database and user of the login appear in the record, whatever its type and address.
[[nodiscard]] bool may_concern(const HbaRecord& record, const Login& login);

/// The records that the server will read: those of initdb come before `bootstrap.pg_hba`.
[[nodiscard]] std::vector<HbaRecord> all_records(const EffectiveHba& hba);

/// Another member, or this one where the same list serves all of them.
struct Peer {
  std::string address;
  IpBytes ip;
  Value connect_address;
};
/// Those that will log in to `member`; only addresses that are numbers and not loopback.
[[nodiscard]] std::vector<Peer> peers_of(const Snapshot& cluster, const PatroniDocument& member,
                                         EffectiveHba::Layer layer);

/// A user name of postgresql.authentication; empty when it is not a text.
[[nodiscard]] std::string user_of(const PatroniDocument& member, std::string_view role);
/// The database of Patroni's own connections.
[[nodiscard]] std::string own_database(const PatroniDocument& member);
/// What the configuration says about `ssl`.
[[nodiscard]] std::optional<bool> has_tls(const Snapshot& cluster, const PatroniDocument& member);
/// The member is reached by itself only, as in a trial on one machine.
[[nodiscard]] bool is_on_loopback(const PatroniDocument& member);

}  // namespace patrol::rules
