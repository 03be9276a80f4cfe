// What the value of one authentication option may be, and what options need of each other.
#pragma once

#include <string>
#include <string_view>

#include "linter/doc/hba.h"

namespace patrol {

enum class HbaValueRule {
  any,
  clientcert,
  clientname,
  ldap_url,
  ldap_port,
  radius_servers,
  radius_ports,
  radius_list,
};

struct HbaValueContext {
  std::string_view method;
  int major = 0;
};

/// Empty when the server takes the value.
[[nodiscard]] std::string hba_value_error(HbaValueRule rule, const HbaOption& option,
                                          const HbaValueContext& context);

/// What ldap, radius and oauth need and refuse, over all options of a record.
[[nodiscard]] std::string hba_combination_error(const HbaRecord& record);

}  // namespace patrol
