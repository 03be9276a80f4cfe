// Every SQL query of an audit, with what it needs.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "auditor/transport/pg.h"
#include "linter/model/observed.h"

namespace patrol {

/// What a login needs besides CONNECT; empty where nothing.
struct SqlRights {
  std::string_view role;      // a predefined role to be a member of
  std::string_view view;      // SELECT on it
  std::string_view function;  // EXECUTE on it, with its argument types
};

/// The statements that give them to a role; none where nothing is needed.
[[nodiscard]] std::vector<std::string> grant_statements(const SqlRights& rights,
                                                        std::string_view role);
/// A name as SQL takes it, in double quotes whatever it is.
[[nodiscard]] std::string quoted_identifier(std::string_view name);

/// One query for one surface and a span of versions.
struct SqlProbe {
  PgQuery query;
  Surface surface;
  SqlRights rights;
  std::string_view doc;  // what it tells, and what is not seen without the rights
};

/// In the order they are asked. Where a view has other columns in another version there is one
/// probe for each shape, under the same name; exactly one of them is for a version that has the
/// view.
[[nodiscard]] std::span<const SqlProbe> sql_probes();
/// What the queries of this name need; nothing for an unknown name.
[[nodiscard]] SqlRights sql_rights(std::string_view name);
/// Their queries, for ask_pg().
[[nodiscard]] std::span<const PgQuery> sql_queries();

/// At most this many roles are read; a server with more says "malformed".
constexpr int most_roles = 20000;

}  // namespace patrol
