// Where Patroni's configuration holds credentials. Their texts never reach a message.
#pragma once

#include <string>
#include <vector>

#include "linter/doc/node.h"
#include "linter/model/snapshot.h"

namespace patrol::rules {

/// A mapping with a user name and a password.
struct Credentials {
  std::string role;  // "superuser", "REST API", …
  Value section;
  Value username;
  Value password;
};
[[nodiscard]] std::vector<Credentials> credentials_of(const PatroniDocument& member);

/// The mapping is the Patroni section of an etcd of either version that Patroni uses.
[[nodiscard]] Value etcd_section(const PatroniDocument& member);

/// A setting that is there and not null.
[[nodiscard]] bool is_set(const Value& value);

}  // namespace patrol::rules
