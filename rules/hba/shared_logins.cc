// Chooses and words refused logins.
#include "rules/hba/shared_logins.h"

#include <algorithm>

#include "linter/base/text.h"
#include "linter/model/spot.h"

namespace patrol::rules {

std::vector<NeededLogin> refused_logins(const Snapshot& cluster, const ServedHba& served,
                                        const HbaPolicy& meaning, std::string_view role) {
  std::vector<NeededLogin> refused;
  for (NeededLogin& needed : needed_logins(cluster, served, meaning)) {
    if (needed.role != role || needed.login.state() != HbaLogin::State::refused) continue;
    const bool is_known =
        std::any_of(refused.begin(), refused.end(),
                    [&](const NeededLogin& other) { return other.address == needed.address; });
    if (!is_known) refused.push_back(std::move(needed));
  }
  return refused;
}

std::string shown_clients(const std::vector<NeededLogin>& logins) {
  const NeededLogin& first = logins.front();
  std::string text = first.address;
  if (logins.size() > 1)
    text +=
        cat(" and ", logins.size() - 1, logins.size() == 2 ? " other member" : " other members");
  if (!first.login.tries_plain()) text += " over TLS";
  if (!first.login.tries_tls() && first.login.server_has_tls != false) text += " without TLS";
  return text;
}

void label_clients(const std::vector<NeededLogin>& logins, const std::string& words,
                   FindingBuilder& finding) {
  for (const NeededLogin& needed : logins)
    finding.label(at(needed.client->root().at("postgresql.connect_address")), words);
  for (const NeededLogin& needed : logins) {
    const Value mode =
        needed.client->root().at("postgresql.authentication")[needed.role]["sslmode"];
    const bool has_one_way = !needed.login.tries_plain() || needed.login.user.sslmode == "disable";
    if (has_one_way && mode) finding.label(at(mode), "decides whether TLS is used");
    if (has_one_way) break;
  }
  for (const NeededLogin& needed : logins) {
    const HbaRecord* record = needed.login.rejecting();
    if (record == nullptr) continue;
    finding.label(record->at, "rejected here");
    break;
  }
}

}  // namespace patrol::rules
