// Look-ups in PostgreSQL's parameters, against facts that a person can check in the manual.
#include "linter/facts/postgres.h"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

namespace patrol::facts {
namespace {

bool holds(std::span<const std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

TEST(FindGuc, ComparesWithoutCase) {
  ASSERT_NE(find_guc("WORK_MEM"), nullptr);
  EXPECT_EQ(find_guc("WORK_MEM"), find_guc("work_mem"));
  EXPECT_EQ(find_guc("datestyle")->name, "DateStyle");
  EXPECT_EQ(find_guc("work_me"), nullptr);
  EXPECT_EQ(find_guc("work_memo"), nullptr);
  EXPECT_EQ(find_guc(""), nullptr);
}

TEST(FindGuc, FindsEveryRow) {
  for (const Guc& guc : gucs()) EXPECT_EQ(find_guc(guc.name), &guc) << guc.name;
  EXPECT_GT(gucs().size(), 440U);
}

TEST(FindGuc, GivesTheSpanOfAVersion) {
  const Guc* const guc = find_guc("wal_compression");
  ASSERT_NE(guc, nullptr);
  EXPECT_EQ(guc->in(14)->type, GucType::boolean);
  EXPECT_EQ(guc->in(15)->type, GucType::enumeration);
  EXPECT_TRUE(holds(guc->in(15)->words, "zstd"));
  EXPECT_TRUE(holds(guc->in(15)->build_words, "zstd"));
  EXPECT_EQ(guc->in(9), nullptr);
  EXPECT_EQ(guc->in(19), nullptr);
}

TEST(FindGuc, KnowsWhenAParameterCameAndWent) {
  EXPECT_NE(find_guc("wal_keep_segments")->in(12), nullptr);
  EXPECT_EQ(find_guc("wal_keep_segments")->in(13), nullptr);
  EXPECT_EQ(find_guc("wal_keep_size")->in(12), nullptr);
  EXPECT_EQ(find_guc("wal_keep_size")->in(13)->unit, "MB");
  EXPECT_EQ(find_guc("composite_type_mismatch")->in(16), nullptr);
  EXPECT_EQ(find_guc("composite_type_mismatch")->in(17)->first_minor, 12);
}

TEST(FindGuc, KeepsHiddenWordsApart) {
  const GucSpan* const level = find_guc("wal_level")->in(15);
  EXPECT_FALSE(holds(level->words, "hot_standby"));
  EXPECT_TRUE(holds(level->hidden_words, "hot_standby"));
  EXPECT_TRUE(holds(find_guc("password_encryption")->in(13)->hidden_words, "on"));
  EXPECT_TRUE(find_guc("password_encryption")->in(14)->hidden_words.empty());
  EXPECT_TRUE(holds(find_guc("client_min_messages")->in(11)->hidden_words, "panic"));
  EXPECT_FALSE(holds(find_guc("client_min_messages")->in(12)->hidden_words, "panic"));
}

TEST(FindGuc, KnowsDebianDefaultsAndModules) {
  EXPECT_EQ(find_guc("unix_socket_directories")->in(15)->boot, "/tmp");
  EXPECT_EQ(find_guc("unix_socket_directories")->in(15)->debian_boot, "/var/run/postgresql");
  EXPECT_EQ(find_guc("pg_stat_statements.max")->module, "pg_stat_statements");
  EXPECT_EQ(find_guc("work_mem")->module, "");
  EXPECT_EQ(find_guc("shared_preload_libraries")->list_from, 10);
  EXPECT_EQ(find_guc("unix_socket_directories")->list_from, 14);
  EXPECT_TRUE(find_guc("data_directory")->in(15)->is_boot_null);
}

TEST(FindHiddenGuc, CountsOnlyItsVersions) {
  EXPECT_EQ(find_hidden_guc("SORT_MEM", 15)->of, "work_mem");
  EXPECT_EQ(find_hidden_guc("default_with_oids", 11), nullptr);
  EXPECT_EQ(find_hidden_guc("default_with_oids", 12)->kind, HiddenGucKind::one_value);
  EXPECT_EQ(find_hidden_guc("ssl_ecdh_curve", 17), nullptr);
  EXPECT_EQ(find_hidden_guc("role", 15)->kind, HiddenGucKind::refused);
}

TEST(FindSuccessor, NamesTheReplacement) {
  EXPECT_EQ(find_successor("Checkpoint_Segments")->replacement, "max_wal_size");
  EXPECT_EQ(find_successor("wal_keep_segments")->removed_in, 13);
  EXPECT_EQ(find_successor("stats_temp_directory")->replacement, "");
  EXPECT_EQ(find_successor("work_mem"), nullptr);
}

TEST(FindSuccessor, KnowsEveryParameterThatWentAway) {
  for (const Guc& guc : gucs()) {
    if (guc.spans.back().till == newest_postgres) continue;
    const bool is_of_one_build =
        guc.spans.back().first_minor != 0 || guc.name == "extension_destdir";
    EXPECT_EQ(find_successor(guc.name) == nullptr, is_of_one_build) << guc.name;
  }
}

}  // namespace
}  // namespace patrol::facts
