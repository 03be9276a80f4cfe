// libpq's asynchronous login, step by step, and the reasons why it ends early.
#include "auditor/transport/pg_login.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <poll.h>
#include <sys/socket.h>
#include <vector>

#include "linter/base/text.h"

namespace patrol {
namespace {

// Keywords and values as libpq wants them; the texts outlive the call.
class Keywords {
 public:
  void set(const char* name, std::string value) {
    if (!value.empty()) entries_.emplace_back(name, std::move(value));
  }
  [[nodiscard]] PGconn* start() const {
    std::vector<const char*> names, values;
    for (const auto& [name, value] : entries_) {
      names.push_back(name.c_str());
      values.push_back(value.c_str());
    }
    names.push_back(nullptr);
    values.push_back(nullptr);
    return PQconnectStartParams(names.data(), values.data(), 0);
  }

 private:
  std::vector<std::pair<std::string, std::string>> entries_;
};

bool is_socket_folder(std::string_view host) {
  return host.starts_with('/') || host.starts_with('@');
}

bool is_tls_option(std::string_view name) {
  constexpr std::array<std::string_view, 10> known = {
      "sslmode",   "sslrootcert", "sslcert",    "sslkey",          "sslcrl",
      "sslcrldir", "sslsni",      "gssencmode", "channel_binding", "ssl_min_protocol_version"};
  return std::find(known.begin(), known.end(), name) != known.end();
}

// The same name once per address: libpq takes certificates and ~/.pgpass by name.
std::string repeated(const std::string& host, std::size_t times) {
  return join(std::vector<std::string>(times, host), ",");
}

Keywords keywords_of(const PgTarget& target, std::span<const std::string> addresses) {
  Keywords out;
  out.set("host", repeated(target.host, std::max<std::size_t>(addresses.size(), 1)));
  out.set("hostaddr", join(addresses, ","));
  out.set("port", cat(target.port));
  out.set("dbname", target.database);
  out.set("user", target.user);
  out.set("password", reveal_to_library(target.password));
  out.set("sslpassword", reveal_to_library(target.ssl_password));
  out.set("application_name", "patrol");
  out.set("client_encoding", "UTF8");
  out.set("target_session_attrs", "any");
  out.set("gssencmode", "disable");  // looking for a Kerberos ticket may block
  for (const auto& [name, value] : target.options)
    if (is_tls_option(name)) out.set(name.c_str(), value);
  return out;
}

Unavailable out_of_time(PGconn* connection) {
  const bool is_connected = PQstatus(connection) != CONNECTION_STARTED;
  const std::string_view step =
      is_connected ? "accepts connections and does not answer" : "does not answer a connection";
  return {Cause::timed_out, cat("PostgreSQL ", step), {}};
}

Unavailable login_failure(PGconn* connection) {
  Unavailable why = pg_refusal(read_message(PQerrorMessage(connection), PQpass(connection)));
  if (PQconnectionNeedsPassword(connection) != 0) {
    why.cause = Cause::denied;
    why.remedy = "give the password in PGPASSFILE or PGPASSWORD";
  }
  return why;
}

// One step of the login; nothing while it goes on well.
std::optional<Unavailable> await_step(PGconn* connection, PostgresPollingStatusType wanted,
                                      const Deadline& deadline, WireCount& wire) {
  const int descriptor = PQsocket(connection);
  if (descriptor < 0) return login_failure(connection);
  if (wanted == PGRES_POLLING_READING) wire.waits_on(descriptor);
  const short events = wanted == PGRES_POLLING_READING ? POLLIN : POLLOUT;
  if (wait_for(descriptor, events, deadline) != Wait::ready) return out_of_time(connection);
  if (wire.received(descriptor) > most_pg_bytes)
    return Unavailable{Cause::malformed, "PostgreSQL sends too much while logging in", {}};
  return std::nullopt;
}

Observed<PgConnection> finish_login(PgConnection connection, const Deadline& deadline,
                                    WireCount& wire) {
  PostgresPollingStatusType wanted = PGRES_POLLING_WRITING;
  while (wanted != PGRES_POLLING_OK) {
    if (auto why = await_step(connection.get(), wanted, deadline, wire)) {
      cut_off(connection.get());
      return std::move(*why);
    }
    wanted = PQconnectPoll(connection.get());
    if (wanted == PGRES_POLLING_FAILED) {
      Unavailable why = login_failure(connection.get());
      cut_off(connection.get());
      return why;
    }
  }
  return connection;
}

void keep_silent(void* /*unused*/, const char* /*message*/) {
}

}  // namespace

void cut_off(PGconn* connection) {
  if (const int descriptor = PQsocket(connection); descriptor >= 0) shutdown(descriptor, SHUT_RDWR);
}

Observed<PgConnection> log_in(const PgTarget& target, const Deadline& deadline, WireCount& wire) {
  std::vector<std::string> addresses;
  if (!is_socket_folder(target.host)) {
    auto found = resolve(target.host, deadline);
    if (!found) return std::move(found.error());
    addresses = std::move(*found);
    wire.connected();
  }
  PgConnection connection(keywords_of(target, addresses).start());
  if (connection == nullptr)
    return Unavailable{Cause::unreachable, "no memory for a connection", {}};
  PQsetNoticeProcessor(connection.get(), keep_silent, nullptr);
  PQsetErrorVerbosity(connection.get(), PQERRORS_VERBOSE);  // the only way to the SQLSTATE
  if (PQstatus(connection.get()) == CONNECTION_BAD) return login_failure(connection.get());
  auto done = finish_login(std::move(connection), deadline, wire);
  if (done) PQsetnonblocking(done->get(), 1);
  return done;
}

}  // namespace patrol
