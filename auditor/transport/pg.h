// Asks a PostgreSQL server a fixed list of queries, all in one round trip after the login.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "auditor/transport/credential.h"
#include "auditor/transport/deadline.h"
#include "auditor/transport/traffic.h"
#include "linter/model/observed.h"

namespace patrol {

/// A query that stands in our sources: text that is put together at run time cannot become one.
class PgQuery {
 public:
  /// For servers of the major versions `since` to `until`, both included; 0 is open.
  consteval PgQuery(std::string_view name, std::string_view sql, int since = 0, int until = 0)
      : name_(name), sql_(sql), since_(since), until_(until) {}
  [[nodiscard]] constexpr std::string_view name() const { return name_; }
  [[nodiscard]] constexpr std::string_view sql() const { return sql_; }
  [[nodiscard]] constexpr int since() const { return since_; }
  [[nodiscard]] constexpr int until() const { return until_; }
  [[nodiscard]] constexpr bool is_for(int major) const {
    return major >= since_ && (until_ == 0 || major <= until_);
  }

 private:
  std::string_view name_, sql_;
  int since_, until_;
};

/// Where to log in, and as whom.
struct PgTarget {
  std::string host;  // a name, an address, or the folder of a socket
  int port = 5432;
  std::string database = "postgres";
  std::string user;
  Credential password;  // empty: libpq's own ways (PGPASSWORD, PGPASSFILE, ~/.pgpass)
  /// sslmode, sslrootcert, sslcert, sslkey, sslcrl, sslcrldir, gssencmode, channel_binding; other
  /// names are passed over.
  std::vector<std::pair<std::string, std::string>> options;
  Credential ssl_password;  // of the key in sslkey
};

/// Cells in rows, as text; nothing for NULL.
struct PgRows {
  std::vector<std::string> columns;
  std::vector<std::optional<std::string>> cells;  // row by row

  [[nodiscard]] std::size_t size() const {
    return columns.empty() ? 0 : cells.size() / columns.size();
  }
};

struct PgAnswer {
  std::string_view name;  // of the query
  Observed<PgRows> rows;  // refused: the server's message, and a cause made of the SQLSTATE
  std::string sqlstate;   // "42501"; empty when it was answered
};

struct PgAnswers {
  int version_num = 0;  // 150020, from the login
  bool is_tls = false;
  std::vector<PgAnswer> answers;  // in the order of the queries that are for this version
};

struct PgReply {
  Observed<PgAnswers> answers;  // unavailable: no login
  Traffic traffic;
};

/// Logs in and asks those queries that are for the server's version, in one read-only transaction
/// and one round trip; each may fail alone. The first one meets the session as the server makes it
/// (only client_encoding and application_name are ours), the others a settled one. What was not
/// answered when the connection ended says so. Never waits longer than the deadline; never holds
/// more than 16 MB of a server's bytes.
[[nodiscard]] PgReply ask_pg(const PgTarget& target, std::span<const PgQuery> queries,
                             const Deadline& deadline);

/// The statements that ask_pg() puts around the queries.
[[nodiscard]] std::span<const std::string_view> pg_framing();

}  // namespace patrol
