// Written from the probes' own list of rights, so that it cannot fall behind them.
#include "auditor/collect/grants_sql.h"

#include <algorithm>
#include <map>
#include <vector>

#include "auditor/collect/probes_sql.h"
#include "linter/base/text.h"

namespace patrol {
namespace {

constexpr int oldest = 11;

// Statements by the first version that has what they are about; each once.
std::map<int, std::vector<std::string>> statements(std::string_view role) {
  std::map<int, std::vector<std::string>> out;
  std::vector<std::string> seen;
  for (const SqlProbe& probe : sql_probes())
    for (std::string& statement : grant_statements(probe.rights, role)) {
      if (std::find(seen.begin(), seen.end(), statement) != seen.end()) continue;
      seen.push_back(statement);
      out[std::max(probe.query.since(), oldest)].push_back(std::move(statement));
    }
  return out;
}

// A quote of a block that does not occur in it.
std::string dollar_quote(std::string_view text) {
  std::string quote = "$grants$";
  for (int i = 1; contains(text, quote); ++i) quote = cat("$grants", i, "$");
  return quote;
}

// Older servers pass the block over.
std::string since_version(int major, const std::vector<std::string>& grants) {
  std::string body =
      cat("BEGIN\n  IF pg_catalog.current_setting('server_version_num')::integer >= ", major,
          "0000 THEN\n");
  for (const std::string& grant : grants) body += cat("    ", grant, ";\n");
  body += "  END IF;\nEND\n";
  const std::string quote = dollar_quote(body);
  return cat("-- PostgreSQL ", major, " and later:\nDO ", quote, "\n", body, quote, ";\n");
}

}  // namespace

std::string grants_sql(std::string_view role, std::string_view database) {
  const std::string name = quoted_identifier(role);
  std::string out =
      cat("-- A role for patrol: it may read settings, rules and statistics, and no data.\n"
          "-- Run this once, on the primary, as a superuser, for example with psql -X -v "
          "ON_ERROR_STOP=1.\n"
          "-- Standbys get it by replication. Roles are shared by all databases, but grants on "
          "views and\n"
          "-- functions hold in one database only: the one that patrol logs in to.\n"
          "\\connect ",
          quoted_identifier(database),
          "\n\n"
          "-- Leave this line out if the role is there. Give it a password with \\password, or a\n"
          "-- certificate, and let it in by pg_hba.conf of every member, for example:\n"
          "--   hostssl  DATABASE  ROLE  ADDRESS-OF-THE-AUDITOR/32  scram-sha-256\n"
          "CREATE ROLE ",
          name, " LOGIN;\nALTER ROLE ", name, " SET default_transaction_read_only = on;\n\n");
  for (const auto& [major, grants] : statements(role)) {
    if (major > oldest) {
      out += "\n" + since_version(major, grants);
      continue;
    }
    for (const std::string& grant : grants) out += cat(grant, ";\n");
  }
  return out;
}

}  // namespace patrol
