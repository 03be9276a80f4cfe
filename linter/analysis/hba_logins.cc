// Every user from every address, with and without TLS.
#include "linter/analysis/hba_logins.h"

#include <utility>

namespace patrol {
namespace {

HbaConnection connection_of(const HbaLoginUser& user, const IpBytes& client) {
  HbaConnection connection;
  connection.is_replication = user.is_replication;
  connection.database = user.is_replication ? "" : user.database;
  connection.user = user.name;
  if (!user.roles.empty()) connection.roles = user.roles;
  connection.address = client;
  connection.channel = client.empty() ? HbaChannel::local : HbaChannel::plain;
  return connection;
}

}  // namespace

bool HbaLogin::tries_plain() const {
  return from.empty() || (user.sslmode != "require" && !user.sslmode.starts_with("verify-"));
}

bool HbaLogin::tries_tls() const {
  return !from.empty() && user.sslmode != "disable" && server_has_tls != false;
}

// What TLS brings counts for sure only where the server is known to speak it.
HbaLogin::State HbaLogin::state() const {
  const bool is_tls_sure = server_has_tls == true || !tries_plain();
  if (!tries_plain() && !tries_tls()) return State::no_way;
  if (tries_plain() && plain.verdict == HbaVerdict::method) return State::admitted;
  if (tries_tls() && tls.verdict == HbaVerdict::method)
    return is_tls_sure ? State::admitted : State::undecided;
  if (tries_plain() && plain.verdict == HbaVerdict::undecided) return State::undecided;
  if (tries_tls() && tls.verdict == HbaVerdict::undecided) return State::undecided;
  const bool needs_tls = !from.empty() && !tries_tls() && user.sslmode != "disable" &&
                         tls.verdict != HbaVerdict::no_entry && tls.verdict != HbaVerdict::reject;
  return needs_tls ? State::no_tls : State::refused;
}

const HbaRecord* HbaLogin::rejecting() const {
  if (tries_plain() && plain.verdict == HbaVerdict::reject) return plain.record;
  return tries_tls() && tls.verdict == HbaVerdict::reject ? tls.record : nullptr;
}

bool HbaLogin::is_always_asked(std::string_view method) const {
  if (state() != State::admitted) return false;
  const auto is_other = [&](const HbaDecision& decision) {
    return decision.verdict == HbaVerdict::method && decision.record->method != method;
  };
  return !(tries_plain() && is_other(plain)) && !(tries_tls() && is_other(tls));
}

std::vector<HbaLogin> hba_logins(const HbaPolicy& policy, std::span<const HbaLoginUser> users,
                                 std::span<const IpBytes> clients,
                                 std::optional<bool> server_has_tls) {
  std::vector<HbaLogin> logins;
  for (const HbaLoginUser& user : users) {
    for (const IpBytes& client : clients) {
      HbaConnection connection = connection_of(user, client);
      HbaLogin login{.user = user,
                     .from = client,
                     .plain = decide(policy, connection),
                     .tls = {},
                     .server_has_tls = server_has_tls};
      connection.channel = HbaChannel::tls;
      if (!client.empty()) login.tls = decide(policy, connection);
      logins.push_back(std::move(login));
    }
  }
  return logins;
}

std::vector<HbaLogin> missing_logins(const HbaPolicy& policy, std::span<const HbaLoginUser> users,
                                     std::span<const IpBytes> clients,
                                     std::optional<bool> server_has_tls) {
  std::vector<HbaLogin> logins = hba_logins(policy, users, clients, server_has_tls);
  std::erase_if(logins,
                [](const HbaLogin& login) { return login.state() == HbaLogin::State::admitted; });
  return logins;
}

}  // namespace patrol
