// Mappings of pg_ident.conf.
#include "linter/doc/ident.h"

#include <string>

#include <gtest/gtest.h>

namespace patrol {
namespace {

std::string error_of(std::string_view text, int major = 16) {
  const IdentFile file = read_ident(FileId{0}, text, major);
  return file.errors.empty() ? "" : file.errors.front().message;
}

TEST(ReadIdent, ReadsThreeWordsAndIgnoresMore) {
  const std::string text = "m \"CN=x,OU=y\" /^a more words\n";
  const IdentFile file = read_ident(FileId{0}, text, 16);
  ASSERT_EQ(file.records.size(), 1U);
  EXPECT_EQ(file.records[0].map.text, "m");
  EXPECT_EQ(file.records[0].system_user.text, "CN=x,OU=y");
  EXPECT_TRUE(file.records[0].system_user.is_quoted);
  EXPECT_EQ(file.records[0].database_user.text, "/^a");
  EXPECT_EQ(file.records[0].database_user.at, (Span{FileId{0}, 14, 17}));
}

TEST(ReadIdent, RefusesMissingAndManyWords) {
  EXPECT_EQ(error_of("m"), "missing entry at end of line");
  EXPECT_EQ(error_of("m sys"), "missing entry at end of line");
  EXPECT_EQ(error_of("m,n a b"), "multiple values in ident field");
  EXPECT_EQ(error_of("m a b,c"), "multiple values in ident field");
}

TEST(ReadIdent, ChecksRegexesOfDatabaseUsersFromSixteenOn) {
  EXPECT_NE(error_of("m /( a", 15), "");
  EXPECT_EQ(error_of("m a /(", 15), "");
  EXPECT_NE(error_of("m a /(", 16), "");
}

TEST(ReadIdent, IncludesFilesFromSixteenOn) {
  const IncludeFiles files{
      [](std::string_view name, std::string_view) -> std::optional<IncludedFile> {
        return IncludedFile{std::string(name), FileId{1}, "m a b"};
      },
      {}};
  const IdentFile file = read_ident(FileId{0}, "include more", 16, files);
  ASSERT_EQ(file.records.size(), 1U);
  EXPECT_EQ(file.records[0].file, "more");
  EXPECT_EQ(read_ident(FileId{0}, "include more", 15, files).errors.size(), 1U);
}

TEST(ReadIdent, ReadsListItems) {
  const HbaLineSource good{"m a b", {FileId{0}, 5, 10}, true, 5};
  const HbaLineSource bad{"m a", {FileId{0}, 20, 23}, true, 20};
  const IdentFile file = read_ident_items(FileId{0}, {good, bad}, 16);
  ASSERT_EQ(file.records.size(), 1U);
  EXPECT_EQ(file.records[0].map.at, (Span{FileId{0}, 5, 6}));
  ASSERT_EQ(file.errors.size(), 1U);
  EXPECT_EQ(file.errors[0].line, 2);
}

}  // namespace
}  // namespace patrol
