// `patrol grants`: the SQL of the role that audits log in as.
#include <cstdio>
#include <string>

#include "auditor/collect/grants_sql.h"
#include "cli/live/live.h"

namespace patrol::cli {

int grants(const GrantsArguments& arguments) {
  constexpr std::size_t longest_name = 63;  // PostgreSQL cuts longer ones off
  for (const std::string& name : {arguments.role, arguments.database})
    if (name.empty() || name.size() > longest_name) {
      std::fputs("patrol: names in PostgreSQL have 1 to 63 bytes\n", stderr);
      return status_unreadable;
    }
  std::fputs(grants_sql(arguments.role, arguments.database).c_str(), stdout);
  return status_clean;
}

}  // namespace patrol::cli
