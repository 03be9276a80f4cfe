// The table of PostgreSQL's parameters against what a real server says of itself, both ways.
// fixtures/pg_settings/MAJOR.csv is written by scripts/capture-pg-settings.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "linter/facts/postgres.h"
#include "tests/support/csv.h"

namespace patrol::facts {
namespace {

using Row = std::map<std::string, test::CsvField>;

std::map<std::string, Row> read_capture(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto rows = test::read_csv(text);
  std::map<std::string, Row> capture;
  for (std::size_t line = 1; line < rows.size(); ++line)
    for (std::size_t column = 0; column < rows[line].size(); ++column)
      capture[rows[line][0].value()][rows[0].at(column).value()] = rows[line][column];
  return capture;
}

std::string type_name(GucType type) {
  switch (type) {
    case GucType::boolean:
      return "bool";
    case GucType::integer:
      return "integer";
    case GucType::real:
      return "real";
    case GucType::string:
      return "string";
    case GucType::enumeration:
      return "enum";
  }
  return "";
}

std::string context_name(GucContext context) {
  switch (context) {
    case GucContext::internal:
      return "internal";
    case GucContext::postmaster:
      return "postmaster";
    case GucContext::sighup:
      return "sighup";
    case GucContext::superuser_backend:
      return "superuser-backend";
    case GucContext::backend:
      return "backend";
    case GucContext::superuser:
      return "superuser";
    case GucContext::user:
      return "user";
  }
  return "";
}

/// As an array of PostgreSQL prints: words with blanks, and the empty word, in double quotes.
std::string words_text(std::span<const std::string_view> words) {
  std::string out;
  for (const std::string_view word : words) {
    const bool is_quoted = word.empty() || word.find(' ') != std::string_view::npos;
    const std::string quote = is_quoted ? "\"" : "";
    out += (out.empty() ? "" : ",") + quote + std::string(word) + quote;
  }
  return words.empty() ? "" : '{' + out + '}';
}

/// The build writes its own version into these.
bool is_of_the_build(std::string_view name) {
  return name == "server_version" || name == "server_version_num";
}

void compare(const Guc& guc, const GucSpan& span, const Row& row) {
  const auto text = [&row](const char* column) { return row.at(column).value_or(""); };
  EXPECT_EQ(type_name(span.type), text("vartype"));
  EXPECT_EQ(context_name(span.context), text("context"));
  EXPECT_EQ(span.unit, text("unit"));
  EXPECT_EQ(words_text(span.words), text("enumvals"));
  EXPECT_EQ(span.is_not_in_sample, text("flags").find("NOT_IN_SAMPLE") != std::string::npos);
  if (is_of_the_build(guc.name)) return;
  EXPECT_EQ(span.minimum, text("min_val"));
  EXPECT_EQ(span.maximum, text("max_val"));
  EXPECT_EQ(span.debian_boot.empty() ? span.boot : span.debian_boot, text("boot_val"));
  EXPECT_EQ(span.is_boot_null, !row.at("boot_val").has_value());
}

class Capture : public testing::TestWithParam<std::string> {};

TEST_P(Capture, AgreesWithTheTableBothWays) {
  const int major = std::stoi(GetParam());
  const auto capture = read_capture(std::filesystem::path(PATROL_SOURCE_DIR) /
                                    "fixtures/pg_settings" / (GetParam() + ".csv"));
  ASSERT_GT(capture.size(), 300U);
  std::set<std::string> modules{""};
  for (const auto& [name, row] : capture) {
    SCOPED_TRACE(name);
    const Guc* const guc = find_guc(name);
    ASSERT_NE(guc, nullptr);
    EXPECT_EQ(guc->name, name);
    ASSERT_NE(guc->in(major), nullptr);
    modules.emplace(guc->module);
    compare(*guc, *guc->in(major), row);
  }
  for (const Guc& guc : gucs())
    if (guc.in(major) != nullptr && modules.contains(std::string(guc.module))) {
      EXPECT_TRUE(capture.contains(std::string(guc.name))) << guc.name;
    }
}

INSTANTIATE_TEST_SUITE_P(PgSettings, Capture, testing::Values("15"),
                         [](const auto& major) { return "Of" + major.param; });

}  // namespace
}  // namespace patrol::facts
