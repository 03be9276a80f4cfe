// The facts compiler on wrong tables of Patroni's settings: what it says, and where.
#include <string>

#include <gtest/gtest.h>

#include "linter/facts/compile_tables.h"

namespace patrol::facts {
namespace {

constexpr std::string_view rest = ", types: [int], scope: local, reload: reload, source: s}\n";

std::string problems(const std::string& yaml) {
  std::string out;
  for (const auto& [line, message] : compile_table("patroni_settings", yaml).problems)
    out += std::to_string(line) + ": " + message + '\n';
  return out;
}

/// The row under test is on line 4, after the setting `m` and its child.
std::string table(const std::string& row, const std::string& tail = "") {
  std::string yaml = "sources: {s: source}\nsettings:\n";
  yaml += "- {path: m, types: [map], scope: local, reload: reload, source: s}\n" + row;
  yaml += "- {path: z, variable: PATRONI_Z" + std::string(rest);
  return yaml + (tail.empty() ? "variables: []\ncontrolled: []\nrecovery: []\n" : tail);
}

std::string problems_of(const std::string& row) {
  return problems(table("- {" + row + ", source: s}\n"));
}

TEST(CompilePatroni, AcceptsAGoodTable) {
  EXPECT_EQ(problems(table("")), "");
  EXPECT_EQ(problems_of("path: m.a, types: [bool, enum], words: ['off', quorum], later_words: "
                        "[quorum], later_words_since: 4.0.0, scope: both, reload: reload"),
            "");
}

TEST(CompilePatroni, RefusesDisorderedPathsAndOrphans) {
  EXPECT_EQ(problems(table("- {path: a" + std::string(rest))), "4: \"a\" is out of order\n");
  EXPECT_EQ(problems(table("- {path: m" + std::string(rest))), "4: \"m\" is out of order\n");
  EXPECT_EQ(problems(table("- {path: n.x" + std::string(rest))),
            "4: no row for the section above it\n");
  EXPECT_EQ(problems(table("- {path: m-n" + std::string(rest))),
            "4: a path is of a-z, 0-9, _, dots and stars\n");
}

TEST(CompilePatroni, RefusesUnknownTypesWordsAndVersions) {
  EXPECT_EQ(problems_of("path: n, types: [integer], scope: local, reload: reload"),
            "4: `types` is unknown: \"integer\"\n4: `types` is missing\n");
  EXPECT_EQ(problems_of("path: n, types: [int], words: [a], scope: local, reload: reload"),
            "4: `words` go with type enum, and only with it\n");
  EXPECT_EQ(problems_of("path: n, types: [int], scope: global, reload: reload"),
            "4: `scope` is unknown: \"global\"\n");
  EXPECT_EQ(problems_of("path: n, types: [int], scope: local, reload: reload, since: v2"),
            "4: `since` is not a version\n");
  EXPECT_EQ(problems_of("path: n, types: [int], scope: local, reload: reload, min: low"),
            "4: `min` is not a number\n");
}

TEST(CompilePatroni, RefusesContradictions) {
  const std::string row = "path: n, types: [int], scope: local, reload: reload, ";
  EXPECT_EQ(problems_of(row + "since: 2.0.0, unreleased: true"),
            "4: `since` beside `unreleased`\n");
  EXPECT_EQ(problems_of(row + "default: 1, default_from: z"),
            "4: `default` beside `default_from`\n");
  EXPECT_EQ(problems_of(row + "old_default: 1"),
            "4: `old_default` and `default_since` go together\n");
  EXPECT_EQ(problems_of(row + "one_of: [m, z]"), "4: `one_of` does not name the row itself\n");
  EXPECT_EQ(problems_of(row + "replacement: nowhere"), "4: \"nowhere\" is no setting\n");
  EXPECT_EQ(problems_of(row + "variable: PATRONI_Z"), "5: repeats the variable PATRONI_Z\n");
}

TEST(CompilePatroni, ChecksVariables) {
  const auto with = [](const std::string& row) {
    return problems(
        table("", "variables:\n- {" + row + ", source: s}\ncontrolled: []\nrecovery: []\n"));
  };
  EXPECT_EQ(with("name: A, kind: old_name, path: z"), "");
  EXPECT_EQ(with("name: A, kind: old_name, path: y"), "6: \"y\" is no setting\n");
  EXPECT_EQ(with("name: A, kind: whole_file, path: z"),
            "6: `path` goes with old_name and ignored only\n");
}

TEST(CompilePatroni, ChecksControlledParameters) {
  const auto with = [](const std::string& second) {
    return problems(table("",
                          "variables: []\ncontrolled:\n- {name: b, accepts: nothing, default: "
                          "'on', source: s}\n- {" +
                              second + ", source: s}\nrecovery: []\n"));
  };
  EXPECT_EQ(with("name: b, since: 3.1.0, accepts: true_word"), "");
  EXPECT_EQ(with("name: b, accepts: true_word"),
            "8: `since` belongs on all rows of a name but the first\n");
  EXPECT_EQ(with("name: a, accepts: integer"), "8: \"a\" is out of order\n");
  EXPECT_EQ(with("name: b, since: 3.1.0, accepts: true_word, default: 'on'"),
            "8: unknown or misplaced key `default`\n");
  EXPECT_EQ(with("name: c, accepts: nothing, computed: true"),
            "8: `computed` and `computed_from` go together\n");
}

}  // namespace
}  // namespace patrol::facts
