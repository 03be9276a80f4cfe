// Logging in to PostgreSQL without ever blocking.
#pragma once

#include <cstdint>
#include <memory>

#include <libpq-fe.h>

#include "auditor/transport/pg.h"
#include "auditor/transport/pg_message.h"
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

/// Tears the connection down so that closing it cannot wait for anybody.
void cut_off(PGconn* connection);

}  // namespace patrol
