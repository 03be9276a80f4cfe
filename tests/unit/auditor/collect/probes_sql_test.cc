#include "auditor/collect/probes_sql.h"

#include <set>
#include <string>

#include <gtest/gtest.h>

#include "auditor/collect/grants_sql.h"
#include "linter/base/text.h"

namespace patrol {
namespace {

TEST(SqlProbes, AreOnePerNameInEveryVersion) {
  for (int major = 11; major <= 18; ++major) {
    std::set<std::string_view> names;
    for (const PgQuery& query : sql_queries()) {
      if (!query.is_for(major)) continue;
      EXPECT_TRUE(names.insert(query.name()).second) << query.name();
    }
    EXPECT_EQ(names.size(), major < 15 ? 8U : 9U) << major;
  }
}

TEST(SqlProbes, OnlySelect) {
  for (const PgQuery& query : sql_queries()) {
    EXPECT_TRUE(query.sql().starts_with("SELECT ")) << query.name();
    EXPECT_EQ(query.sql().find(';'), std::string_view::npos) << query.name();
    EXPECT_EQ(query.sql().find("pg_authid"), std::string_view::npos) << query.name();
  }
}

TEST(QuotedIdentifier, DoublesQuotes) {
  EXPECT_EQ(quoted_identifier("a\"b"), "\"a\"\"b\"");
}

TEST(GrantsSql, GivesTheTwoRolesAndTheSixGrants) {
  const std::string sql = grants_sql("audit", "postgres");
  for (const char* statement :
       {"CREATE ROLE \"audit\" LOGIN;", "GRANT pg_read_all_settings TO \"audit\";",
        "GRANT pg_read_all_stats TO \"audit\";",
        "GRANT SELECT ON pg_catalog.pg_hba_file_rules TO \"audit\";",
        "GRANT EXECUTE ON FUNCTION pg_catalog.pg_hba_file_rules() TO \"audit\";",
        "GRANT SELECT ON pg_catalog.pg_file_settings TO \"audit\";",
        "GRANT EXECUTE ON FUNCTION pg_catalog.pg_show_all_file_settings() TO \"audit\";",
        "GRANT SELECT ON pg_catalog.pg_ident_file_mappings TO \"audit\";",
        "GRANT EXECUTE ON FUNCTION pg_catalog.pg_ident_file_mappings() TO \"audit\";"})
    EXPECT_TRUE(contains(sql, statement)) << statement;
}

TEST(GrantsSql, LetsNoNameEndItsBlock) {
  const std::string sql = grants_sql("x$grants$; DROP", "postgres");
  EXPECT_TRUE(contains(sql, "DO $grants1$\n"));
  EXPECT_TRUE(contains(sql, "\n$grants1$;\n"));
}

}  // namespace
}  // namespace patrol
