// The name of a client, asked of the machine's name service.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "linter/doc/hba.h"

namespace patrol::cli {

/// As the server finds it: the name of the address, if that name leads back to it. Empty: it has
/// none. Nothing: no answer within the time, or the name service is out of order.
[[nodiscard]] std::optional<std::string> find_host_name(const IpBytes& address,
                                                        std::chrono::milliseconds most);

}  // namespace patrol::cli
