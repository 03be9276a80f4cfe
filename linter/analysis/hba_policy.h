// What a pg_hba.conf decides: the first record that matches a connection. One connection at a time;
// sets of connections are reasoned about in hba_space.h.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/doc/hba.h"
#include "linter/doc/pg_automaton.h"

namespace patrol {

/// How a client comes in. A connection encrypted by GSSAPI is not one over TLS.
enum class HbaChannel { local, plain, tls, gss };
[[nodiscard]] std::string_view to_string(HbaChannel channel);

/// An address of the server and its network.
struct HbaInterface {
  IpBytes address;
  IpBytes mask;
};

struct HbaConnection {
  HbaChannel channel = HbaChannel::local;
  bool is_replication = false;  // physical; logical replication names its database
  std::string database;         // ignored for physical replication
  std::string user;
  /// Roles that the user is a member of, directly or not, besides itself; nothing: not known.
  std::optional<std::vector<std::string>> roles;
  IpBytes address;                                      // of the client; ignored for local
  std::optional<std::vector<HbaInterface>> interfaces;  // of the server; nothing: not known
  /// Of the client, where a look-up of the name leads back to the address; empty: it has none;
  /// nothing: not known.
  std::optional<std::string> host_name;
};

/// A name in a database or user field, with its meaning.
struct HbaName {
  enum class Kind { literal, all, sameuser, samerole, replication, role, regex };
  Kind kind = Kind::literal;
  std::string_view text;                         // of role: without +; of regex: without /
  std::shared_ptr<const PgAutomaton> automaton;  // of regex; null when we cannot be sure
};

/// A file as the matcher needs it. Borrows the file.
struct HbaPolicy {
  struct Names {
    std::vector<HbaName> databases;
    std::vector<HbaName> users;
  };
  const HbaFile* file = nullptr;
  std::vector<Names> names;  // by record
};
/// The meaning of regexes (from 16 on) depends on the version.
[[nodiscard]] HbaPolicy hba_policy(const HbaFile& file, int postgres_major);

/// refused: by a record `reject`. no_entry: no record matches, which refuses too.
enum class HbaVerdict { method, reject, no_entry, undecided };
[[nodiscard]] std::string_view to_string(HbaVerdict verdict);

struct HbaDecision {
  HbaVerdict verdict = HbaVerdict::no_entry;
  const HbaRecord* record = nullptr;  // the deciding one; the doubtful one when undecided
};
[[nodiscard]] HbaDecision decide(const HbaPolicy& policy, const HbaConnection& connection);

/// A record in front of the deciding one and why it does not match, or why that is not known.
struct HbaPassed {
  const HbaRecord* record = nullptr;
  std::string reason;  // "is for TLS connections only"
};
/// All records up to the decision, in file order.
[[nodiscard]] std::vector<HbaPassed> passed_records(const HbaPolicy& policy,
                                                    const HbaConnection& connection);

/// Why the record cannot be decided for this connection; empty when it can.
[[nodiscard]] std::string hba_doubt(const HbaPolicy& policy, const HbaRecord& record,
                                    const HbaConnection& connection);

/// Whether the database and user fields of a record match or may match, whatever its type and
/// address.
[[nodiscard]] bool may_name(const HbaPolicy& policy, std::size_t record,
                            const HbaConnection& connection);

/// Which channels a record type serves.
[[nodiscard]] bool serves(HbaType type, HbaChannel channel);
[[nodiscard]] bool is_in_network(const IpBytes& address, const IpBytes& network,
                                 const IpBytes& mask);

}  // namespace patrol
