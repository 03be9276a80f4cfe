// Authentication methods and their options: which exist, where they are allowed, what they need.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "linter/doc/hba.h"

namespace patrol {

/// Empty when the method exists in that version, is part of a usual Linux build and may stand on
/// such a line; else the server's words. `ident` on a local line counts as `peer`.
[[nodiscard]] std::string hba_method_error(std::string_view method, HbaType type,
                                           int postgres_major);

struct HbaOptionError {
  std::string message;  // empty: none
  Span at;              // of the option; empty span when something is missing
};
/// Reads the words behind the method into `record.options` and applies the server's rules to each
/// of them and to all together. Secrets never reach a message.
[[nodiscard]] HbaOptionError read_hba_options(const std::vector<std::vector<HbaToken>>& fields,
                                              std::size_t first_field, int postgres_major,
                                              HbaRecord& record);

/// ldapbindpasswd, radiussecrets: the value must not be shown.
[[nodiscard]] bool is_secret_hba_option(std::string_view name);

}  // namespace patrol
