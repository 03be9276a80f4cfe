// Fixes on texts: which fit together, and the diff they make.
#include "linter/diag/fixer.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace patrol {
namespace {

const std::string ten_lines = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n";

Edit edit(std::uint32_t begin, std::uint32_t end, std::string text) {
  return {.at = {FileId{0}, begin, end}, .replacement = std::move(text)};
}

Finding finding(std::vector<Edit> edits, Safety safety = Safety::safe) {
  Finding out;
  out.fixes.push_back({.title = "do", .safety = safety, .edits = std::move(edits)});
  return out;
}

FixOutcome applied(std::string text, std::vector<Finding> findings,
                   FixPolicy policy = FixPolicy::safe_only) {
  SourceSet sources;
  sources.add("a.yml", std::move(text));
  return apply_fixes(sources, findings, policy);
}

std::string diff(std::string text, std::vector<Edit> edits) {
  SourceSet sources;
  sources.add("a.yml", std::move(text));
  const auto outcome = apply_fixes(sources, std::vector{finding(std::move(edits))}, FixPolicy::all);
  return outcome.files.empty() ? "" : unified_diff(sources, outcome.files[0]);
}

TEST(ApplyFixes, MakesEditsInTheOrderOfTheText) {
  const auto outcome = applied("abc", {finding({edit(2, 3, "C")}), finding({edit(0, 0, "> ")})});
  ASSERT_EQ(outcome.files.size(), 1U);
  EXPECT_EQ(outcome.files[0].text, "> abC");
  EXPECT_EQ(outcome.applied, 2U);
}

TEST(ApplyFixes, LeavesUnsafeFixesToRequest) {
  const auto risky = finding({edit(0, 1, "x")}, Safety::needs_review);
  EXPECT_TRUE(applied("abc", {risky}).files.empty());
  EXPECT_EQ(applied("abc", {risky}, FixPolicy::all).files.at(0).text, "xbc");
}

TEST(ApplyFixes, SkipsAFixThatOverlapsAnEarlierOne) {
  const auto outcome =
      applied("abcdef", {finding({edit(1, 3, "-")}), finding({edit(2, 4, "+"), edit(5, 6, "!")})});
  EXPECT_EQ(outcome.files.at(0).text, "a-def");
  EXPECT_EQ(outcome.applied, 1U);
  EXPECT_EQ(outcome.skipped, 1U);
}

TEST(ApplyFixes, SkipsAnEditThatSpansEarlierOnes) {
  const auto outcome = applied("abcdef", {finding({edit(3, 4, "-")}), finding({edit(0, 6, "")})});
  EXPECT_EQ(outcome.files.at(0).text, "abc-ef");
}

TEST(ApplyFixes, MakesEqualEditsOnce) {
  const auto outcome = applied("abc", {finding({edit(0, 0, "'")}), finding({edit(0, 0, "'")})});
  EXPECT_EQ(outcome.files.at(0).text, "'abc");
  EXPECT_EQ(outcome.applied, 2U);
}

TEST(ApplyFixes, RefusesTwoInsertionsAtOnePlace) {
  const auto outcome = applied("abc", {finding({edit(0, 0, "x")}), finding({edit(0, 0, "y")})});
  EXPECT_EQ(outcome.files.at(0).text, "xabc");
  EXPECT_EQ(outcome.skipped, 1U);
}

TEST(ApplyFixes, RefusesEditsOutsideTheText) {
  EXPECT_EQ(applied("abc", {finding({edit(2, 9, "x")})}).skipped, 1U);
}

TEST(UnifiedDiff, ShowsThreeLinesAround) {
  EXPECT_EQ(diff(ten_lines, {edit(8, 9, "five")}),
            "--- a/a.yml\n+++ b/a.yml\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

TEST(UnifiedDiff, ShowsOnlyNewLinesOfAnInsertion) {
  EXPECT_EQ(diff("a\nb\n", {edit(2, 2, "new\n")}),
            "--- a/a.yml\n+++ b/a.yml\n@@ -1,2 +1,3 @@\n a\n+new\n b\n");
}

TEST(UnifiedDiff, TakesOutWholeLines) {
  EXPECT_EQ(diff("a\nb\nc\n", {edit(2, 4, "")}),
            "--- a/a.yml\n+++ b/a.yml\n@@ -1,3 +1,2 @@\n a\n-b\n c\n");
}

TEST(UnifiedDiff, CountsOnFromEarlierHunks) {
  std::string text;
  for (int line = 1; line <= 30; ++line) text += "x\n";
  const auto out = diff(text, {edit(0, 0, "new\n"), edit(50, 51, "y")});
  EXPECT_NE(out.find("@@ -1,3 +1,4 @@"), std::string::npos) << out;
  EXPECT_NE(out.find("@@ -23,7 +24,7 @@"), std::string::npos) << out;
}

TEST(UnifiedDiff, SaysThatTheLastLineDoesNotEnd) {
  EXPECT_EQ(diff("a", {edit(1, 1, "b")}),
            "--- a/a.yml\n+++ b/a.yml\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n"
            "+ab\n\\ No newline at end of file\n");
}

TEST(UnifiedDiff, FillsAnEmptyFile) {
  EXPECT_EQ(diff("", {edit(0, 0, "a\n")}), "--- a/a.yml\n+++ b/a.yml\n@@ -0,0 +1 @@\n+a\n");
}

}  // namespace
}  // namespace patrol
