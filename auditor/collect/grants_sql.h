// The SQL of a role that may read what an audit asks for, and nothing else.
#pragma once

#include <string>
#include <string_view>

namespace patrol {

/// A script for psql: creates the role and gives it what the probes need, version by version, with
/// comments that say where to run it. `database` is the one that audits log in to.
[[nodiscard]] std::string grants_sql(std::string_view role, std::string_view database);

}  // namespace patrol
