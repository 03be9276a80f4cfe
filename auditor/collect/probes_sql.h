// Every SQL query of an audit, with what it needs.
#pragma once

#include <span>
#include <string_view>

#include "auditor/transport/pg.h"
#include "linter/model/observed.h"

namespace patrol {

/// One query for one surface and a span of versions.
struct SqlProbe {
  PgQuery query;
  Surface surface;
  std::string_view doc;     // what it tells, and what is seen with fewer rights
  std::string_view rights;  // "pg_read_all_settings"; empty: any login
};

/// In the order they are asked.
[[nodiscard]] std::span<const SqlProbe> sql_probes();
/// Their queries, for ask_pg().
[[nodiscard]] std::span<const PgQuery> sql_queries();

}  // namespace patrol
