// Connections in words.
#pragma once

#include <string>

#include "linter/analysis/hba_policy.h"

namespace patrol {

/// "user bob, database app, from 10.0.0.7, over TLS".
[[nodiscard]] std::string shown_connection(const HbaConnection& connection);

}  // namespace patrol
