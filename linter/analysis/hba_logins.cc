// Every user from every address, with and without TLS.
#include "linter/analysis/hba_logins.h"

#include <utility>

namespace patrol {

HbaLogin::State HbaLogin::state() const {
  for (const HbaDecision& decision : {plain, tls})
    if (decision.verdict == HbaVerdict::method) return State::admitted;
  for (const HbaDecision& decision : {plain, tls})
    if (decision.verdict == HbaVerdict::undecided) return State::undecided;
  return State::refused;
}

std::vector<HbaLogin> hba_logins(const HbaPolicy& policy, std::span<const HbaLoginUser> users,
                                 std::span<const IpBytes> clients) {
  std::vector<HbaLogin> logins;
  for (const HbaLoginUser& user : users) {
    for (const IpBytes& client : clients) {
      HbaConnection connection;
      connection.is_replication = user.is_replication;
      connection.database = user.is_replication ? "" : user.database;
      connection.user = user.name;
      if (!user.roles.empty()) connection.roles = user.roles;
      connection.address = client;
      HbaLogin login{user, client, {}, {}};
      connection.channel = HbaChannel::plain;
      login.plain = decide(policy, connection);
      connection.channel = HbaChannel::tls;
      login.tls = decide(policy, connection);
      logins.push_back(std::move(login));
    }
  }
  return logins;
}

std::vector<HbaLogin> missing_logins(const HbaPolicy& policy, std::span<const HbaLoginUser> users,
                                     std::span<const IpBytes> clients) {
  std::vector<HbaLogin> logins = hba_logins(policy, users, clients);
  std::erase_if(logins,
                [](const HbaLogin& login) { return login.state() == HbaLogin::State::admitted; });
  return logins;
}

}  // namespace patrol
