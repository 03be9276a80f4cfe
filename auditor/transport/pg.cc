// All queries in one pipeline: sent together, answered together.
#include "auditor/transport/pg.h"

#include <array>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include "auditor/transport/pg_login.h"
#include "linter/base/text.h"

namespace patrol {
namespace {

constexpr std::string_view begin_statement = "BEGIN READ ONLY";
constexpr std::string_view guard_statement = "SAVEPOINT probe";
constexpr std::string_view restore_statement = "ROLLBACK TO SAVEPOINT probe";
// Not at the login: pg_settings would then show what we set, and hide what the servers run with.
// The search path keeps objects of a hostile schema out; a query that hangs costs the others
// nothing, because our deadline ends the connection.
constexpr std::string_view settle_statement =
    "SELECT pg_catalog.set_config('search_path', 'pg_catalog', true),"
    " pg_catalog.set_config('statement_timeout', '10s', true),"
    " pg_catalog.set_config('lock_timeout', '2s', true),"
    " pg_catalog.set_config('datestyle', 'ISO', true),"
    " pg_catalog.set_config('timezone', 'UTC', true),"
    " pg_catalog.set_config('bytea_output', 'hex', true)";
constexpr std::string_view end_statement = "ROLLBACK";
constexpr std::array framing = {begin_statement, guard_statement, restore_statement,
                                settle_statement, end_statement};

struct ResultCloser {
  void operator()(PGresult* result) const { PQclear(result); }
};
using PgResult = std::unique_ptr<PGresult, ResultCloser>;

// Small packets in a row would fill the first window of the connection and cost a second round
// trip.
class Cork {
 public:
  explicit Cork(int descriptor) : descriptor_(descriptor) { set(1); }
  Cork(const Cork&) = delete;
  Cork(Cork&&) = delete;
  Cork& operator=(const Cork&) = delete;
  Cork& operator=(Cork&&) = delete;
  ~Cork() { set(0); }

 private:
  void set(int is_on) const {
    setsockopt(descriptor_, IPPROTO_TCP, TCP_CORK, &is_on, sizeof is_on);
  }
  int descriptor_;
};

std::string text_of(const char* text) {
  return text == nullptr ? std::string() : std::string(text);
}

struct Session {
  PGconn* connection;
  const Deadline& deadline;
  WireCount& wire;
  std::optional<Unavailable> end;  // why nothing more comes

  void stop(Unavailable why) {
    if (!end) end = std::move(why);
  }
  void stop_with_message() {
    stop(pg_refusal(read_message(PQerrorMessage(connection), PQpass(connection))));
  }

  // Waits until the server sent something, and takes it in.
  void take_in(short events) {
    const int descriptor = PQsocket(connection);
    wire.waits_on(descriptor);
    if (descriptor < 0 || wait_for(descriptor, events, deadline) != Wait::ready)
      stop({Cause::timed_out, "PostgreSQL did not answer the queries in time", {}});
    else if (PQconsumeInput(connection) == 0)
      stop_with_message();
    if (wire.received(descriptor) > most_pg_bytes)
      stop({Cause::malformed, "PostgreSQL sends more than 16 MB", {}});
  }

  void send(std::string_view sql) {
    if (end) return;
    const int sent = PQsendQueryParams(connection, std::string(sql).c_str(), 0, nullptr, nullptr,
                                       nullptr, nullptr, 0);
    if (sent == 0) stop_with_message();
  }
  void sync() {
    if (!end && PQpipelineSync(connection) == 0) stop_with_message();
  }
  void flush() {
    while (!end) {
      const int state = PQflush(connection);
      if (state == 0) return;
      if (state < 0) return stop_with_message();
      take_in(POLLIN | POLLOUT);
    }
  }

  // Null at the end of a statement, and when nothing more comes.
  PgResult next() {
    while (!end && PQisBusy(connection) != 0) take_in(POLLIN);
    return PgResult(end ? nullptr : PQgetResult(connection));
  }
};

void send_all(Session& session, std::span<const PgQuery* const> queries) {
  const Cork cork(PQsocket(session.connection));
  if (PQenterPipelineMode(session.connection) == 0) session.stop_with_message();
  session.send(begin_statement);
  session.send(guard_statement);
  session.sync();
  for (const PgQuery* query : queries) {
    session.send(query->sql());
    session.sync();
    session.send(restore_statement);  // after an error the transaction goes on here
    if (query == queries.front()) {
      session.send(settle_statement);
      session.send(guard_statement);
    }
    session.sync();
  }
  session.send(end_statement);
  session.sync();
  session.flush();
}

PgRows rows_of(const PGresult* result) {
  PgRows rows;
  const int columns = PQnfields(result);
  const int count = PQntuples(result);
  for (int column = 0; column < columns; ++column)
    rows.columns.push_back(text_of(PQfname(result, column)));
  rows.cells.reserve(static_cast<std::size_t>(columns) * static_cast<std::size_t>(count));
  for (int row = 0; row < count; ++row)
    for (int column = 0; column < columns; ++column)
      if (PQgetisnull(result, row, column) != 0)
        rows.cells.emplace_back();
      else
        rows.cells.emplace_back(
            std::string(PQgetvalue(result, row, column),
                        static_cast<std::size_t>(PQgetlength(result, row, column))));
  return rows;
}

void take_result(const PGresult* result, Session& session, PgAnswer& answer) {
  constexpr int most_columns = 64;
  switch (PQresultStatus(result)) {
    case PGRES_TUPLES_OK:
      if (PQnfields(result) > most_columns)
        session.stop({Cause::malformed, "PostgreSQL sends columns that nobody asked for", {}});
      else
        answer.rows = rows_of(result);
      return;
    case PGRES_COMMAND_OK:
    case PGRES_PIPELINE_ABORTED:
      return;
    case PGRES_FATAL_ERROR: {
      answer.sqlstate = text_of(PQresultErrorField(result, PG_DIAG_SQLSTATE));
      const std::string words = text_of(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
      PgMessage message = read_message(words, PQpass(session.connection));
      message.sqlstate = answer.sqlstate;
      answer.rows = pg_refusal(message);
      if (PQstatus(session.connection) == CONNECTION_BAD || answer.sqlstate.empty())
        session.stop_with_message();
      return;
    }
    default:
      session.stop({Cause::malformed, "PostgreSQL answers what nobody asked for", {}});
  }
}

// Everything up to the next synchronisation point.
PgAnswer take_group(Session& session, std::string_view name) {
  constexpr int most_results = 16;
  PgAnswer answer{name, Unavailable{Cause::malformed, "PostgreSQL passes a query over", {}}, {}};
  for (int taken = 0; !session.end; ++taken) {
    const PgResult result = session.next();
    if (taken > most_results)
      session.stop({Cause::malformed, "PostgreSQL sends more results than were asked for", {}});
    else if (result == nullptr)
      continue;  // a statement ends
    else if (PQresultStatus(result.get()) == PGRES_PIPELINE_SYNC)
      return answer;
    else
      take_result(result.get(), session, answer);
  }
  if (session.end && !answer.rows && answer.sqlstate.empty()) answer.rows = *session.end;
  return answer;
}

PgAnswers ask_all(Session& session, std::span<const PgQuery> queries) {
  PgAnswers out;
  out.version_num = PQserverVersion(session.connection);
  out.is_tls = PQsslInUse(session.connection) != 0;
  std::vector<const PgQuery*> chosen;
  for (const PgQuery& query : queries)
    if (query.is_for(out.version_num / 10000)) chosen.push_back(&query);
  send_all(session, chosen);
  take_group(session, {});
  for (const PgQuery* query : chosen) {
    out.answers.push_back(take_group(session, query->name()));
    take_group(session, {});
  }
  return out;
}

}  // namespace

PgReply ask_pg(const PgTarget& target, std::span<const PgQuery> queries, const Deadline& deadline) {
  PgReply reply;
  WireCount wire;
  auto connection = log_in(target, deadline, wire);
  if (connection) {
    Session session{connection->get(), deadline, wire, {}};
    reply.answers = ask_all(session, queries);
    if (session.end) cut_off(connection->get());
  } else {
    reply.answers = std::move(connection.error());
  }
  reply.traffic = wire.traffic();
  return reply;
}

std::span<const std::string_view> pg_framing() {
  return framing;
}

}  // namespace patrol
