// Which policy becomes the pg_hba.conf of which members, and the logins that Patroni makes under
// it.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/analysis/hba_logins.h"
#include "linter/model/layers.h"
#include "linter/model/snapshot.h"

namespace patrol {

/// A list or a file with the members that run under it.
struct ServedHba {
  const HbaList* list = nullptr;                          // or
  const HbaDocument* document = nullptr;                  // a pg_hba.conf beside the members' files
  EffectiveHba::Layer layer = EffectiveHba::Layer::none;  // of the list
  std::vector<const PatroniDocument*> members;            // never empty
  /// As the server reads it: the records of initdb stand in front of `bootstrap.pg_hba`.
  HbaFile file;
  std::size_t from_initdb = 0;  // number of those records
  int major = 0;
  bool is_whole = true;  // false: a placeholder or an error hides what the server will read

  [[nodiscard]] HbaPolicy meaning() const { return hba_policy(file, major); }
  /// Its own records.
  [[nodiscard]] std::span<const HbaRecord> records() const {
    return std::span(file.records).subspan(from_initdb);
  }
};

/// Where `hba_file` is set, none.
[[nodiscard]] std::deque<ServedHba> served_policies(const Snapshot& cluster);
/// Only those that can be read as a whole.
[[nodiscard]] std::deque<ServedHba> whole_policies(const Snapshot& cluster);

/// A login from one member to another, which has to work when that other one is the primary.
struct NeededLogin {
  std::string_view role;  // "superuser", "replication", "rewind": section of `authentication`
  const PatroniDocument* target = nullptr;
  const PatroniDocument* client = nullptr;  // the target itself where all members share the policy
  std::string address;                      // of the client, as its file gives it
  HbaLogin login;
};

/// Of each configured role, between every ordered pair of members whose addresses are known: as
/// replication to `replication`, the others to Patroni's database.
[[nodiscard]] std::vector<NeededLogin> needed_logins(const Snapshot& cluster,
                                                     const ServedHba& served,
                                                     const HbaPolicy& meaning);

/// A user name of postgresql.authentication; empty when it is not a text.
[[nodiscard]] std::string user_of(const PatroniDocument& member, std::string_view role);
/// Such a user as it logs in.
[[nodiscard]] HbaLoginUser login_user(const PatroniDocument& member, std::string_view role);
/// What the configuration says about `ssl`.
[[nodiscard]] std::optional<bool> has_tls(const Snapshot& cluster, const PatroniDocument& member);
/// The member is reached by itself only, as in a trial on one machine.
[[nodiscard]] bool is_on_loopback(const PatroniDocument& member);
/// The role that pg_rewind logs in as: the superuser where no rewind role is configured.
[[nodiscard]] std::string_view rewind_role(const PatroniDocument& member);

}  // namespace patrol
