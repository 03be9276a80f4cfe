// What was asked of a running cluster, with the answer or the reason why there is none. "Could not
// be observed" is a value of its own: nothing may take it for an empty answer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "linter/base/result.h"

namespace patrol {

/// Why something is not known.
enum class Cause : std::uint8_t {
  not_asked,    // nobody tried: no address, no credentials, not wanted
  unreachable,  // no connection, or it ended early
  denied,       // authentication or a right is missing
  timed_out,
  malformed,  // an answer came and made no sense, or was too large
  missing,    // it is not there: a file, a key, a view of a newer version
};
/// "not asked", "unreachable", …
[[nodiscard]] std::string_view to_string(Cause cause);

struct Unavailable {
  Cause cause = Cause::not_asked;
  std::string detail;  // "ssh: connection refused"; cleaned, without secrets
  std::string remedy;  // the missing grant, key or option, as an imperative; may be empty
  friend bool operator==(const Unavailable&, const Unavailable&) = default;
};

/// A value that a server gave, or why it did not; by default: not asked.
template <typename T>
class Observed : public tl::expected<T, Unavailable> {
 public:
  Observed() : tl::expected<T, Unavailable>(tl::unexpect, Unavailable{}) {}
  // NOLINTNEXTLINE(google-explicit-constructor,hicpp-explicit-conversions): reads as an answer
  Observed(T value) : tl::expected<T, Unavailable>(std::move(value)) {}
  // NOLINTNEXTLINE(google-explicit-constructor,hicpp-explicit-conversions): reads as a refusal
  Observed(Unavailable why) : tl::expected<T, Unavailable>(tl::unexpect, std::move(why)) {}
};

/// Something that can be asked of a member or of the cluster. Rules name those they need.
enum class Surface : std::uint8_t {
  server,         // versions, role, control data, load times
  settings,       // pg_settings
  file_settings,  // pg_file_settings
  hba_rules,      // pg_hba_file_rules
  ident_rules,    // pg_ident_file_mappings
  replication,    // pg_stat_replication
  receiver,       // pg_stat_wal_receiver
  slots,          // pg_replication_slots
  roles,          // pg_roles and memberships
  rest,           // Patroni's REST API
  host,           // facts about the machine and its directories
  files,          // the member's configuration files
  dcs,            // the cluster's keys
  etcd,           // members, health and alarms of etcd
};
/// As findings and reports name it: "pg_settings", "rest", "dcs", …
[[nodiscard]] std::string_view to_string(Surface surface);

}  // namespace patrol
