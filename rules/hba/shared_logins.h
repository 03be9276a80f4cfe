// Logins between members that a policy refuses, and their words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/hba/shared_policy.h"

namespace patrol::rules {

/// Of one role, one for each client, that surely fail by the policy itself. That TLS is off or the
/// client insists on it is for other rules to say.
[[nodiscard]] std::vector<NeededLogin> refused_logins(const Snapshot& cluster,
                                                      const ServedHba& served,
                                                      const HbaPolicy& meaning,
                                                      std::string_view role);

/// "10.0.0.1 and 2 other members"; adds how they come in where that matters.
[[nodiscard]] std::string shown_clients(const std::vector<NeededLogin>& logins);

/// A label at each client's address, and at the record that refuses the first.
void label_clients(const std::vector<NeededLogin>& logins, const std::string& words,
                   FindingBuilder& finding);

}  // namespace patrol::rules
