// Logging in to PostgreSQL without ever blocking.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include <libpq-fe.h>

#include "auditor/transport/pg.h"
#include "auditor/transport/socket.h"

namespace patrol {

struct PgCloser {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
using PgConnection = std::unique_ptr<PGconn, PgCloser>;

/// More than this from one server is taken for a fault.
constexpr std::int64_t most_pg_bytes = std::int64_t{16} << 20;

/// A session that reads only, in non-blocking mode.
[[nodiscard]] Observed<PgConnection> log_in(const PgTarget& target, const Deadline& deadline,
                                            WireCount& wire);

/// What libpq says, on one line, without our password and with the SQLSTATE taken out.
struct PgMessage {
  std::string sqlstate;
  std::string text;
};
[[nodiscard]] PgMessage read_message(std::string_view raw, std::string_view password);
/// What a SQLSTATE means for us; without one, what the text means.
[[nodiscard]] Unavailable pg_refusal(const PgMessage& message);

/// Tears the connection down so that closing it cannot wait for anybody.
void cut_off(PGconn* connection);

}  // namespace patrol
