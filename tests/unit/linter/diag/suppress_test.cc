// Comments that allow findings: what they say and which line they speak of.
#include "linter/diag/suppress.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "linter/base/text.h"

namespace patrol {
namespace {

struct Read {
  SourceSet sources;
  std::vector<Suppression> comments;
};

Read read(std::string text) {
  Read out;
  const auto file = out.sources.add("a.yml", std::move(text));
  out.comments = read_suppressions(out.sources, file);
  return out;
}

// "line: RULE,RULE|reason|until|fault" of each comment.
std::string summary(std::string text) {
  const auto out = read(std::move(text));
  std::string lines;
  for (const auto& comment : out.comments) {
    lines += cat(comment.line, ": ");
    for (const auto& rule : comment.rules) lines += cat(rule.word, ",");
    lines += cat("|", comment.reason, "|", comment.until, "|", comment.fault, "\n");
  }
  return lines;
}

TEST(ReadSuppressions, SpeakOfTheirOwnLine) {
  EXPECT_EQ(summary("a: 1\nttl: 20  # patrol: allow TIM001 because of slow disks\n"),
            "2: TIM001,|of slow disks||\n");
}

TEST(ReadSuppressions, SpeakOfTheLineBelowWhenAlone) {
  EXPECT_EQ(summary("  # patrol: allow TIM001 because x\n  # more\n  ttl: 20\n"),
            "3: TIM001,|x||\n");
  EXPECT_EQ(summary("# patrol: allow TIM001 because x\n# patrol: allow HBA002 because y\na\n"),
            "3: TIM001,|x||\n3: HBA002,|y||\n");
  EXPECT_EQ(summary("a\n# patrol: allow TIM001 because x\n"), "0: TIM001,|x||\n");
}

TEST(ReadSuppressions, ReadSeveralRulesAndADate) {
  EXPECT_EQ(summary("a # patrol: allow TIM001, ttl-budget,HBA because x until 2026-12-31"),
            "1: TIM001,ttl-budget,HBA,|x|2026-12-31|\n");
  EXPECT_EQ(summary("a # patrol: allow TIM001 until 2026-12-31 because x"),
            "1: TIM001,|x|2026-12-31|\n");
}

TEST(ReadSuppressions, KeepUntilThatIsPartOfTheReason) {
  EXPECT_EQ(summary("a # patrol: allow TIM001 because we wait until spring"),
            "1: TIM001,|we wait until spring||\n");
}

TEST(ReadSuppressions, EndAtAFurtherComment) {
  EXPECT_EQ(summary("a # patrol: allow TIM001 because of #12 # note"), "1: TIM001,|of #12||\n");
}

TEST(ReadSuppressions, HaveNoReasonWithoutBecause) {
  EXPECT_EQ(summary("a # patrol: allow TIM001\nb # patrol: allow TIM001 because\n"),
            "1: TIM001,|||\n2: TIM001,|||\n");
}

TEST(ReadSuppressions, SayWhatCannotBeRead) {
  EXPECT_EQ(summary("a # patrol: ignore TIM001"), "1: |||the first word is not `allow`\n");
  EXPECT_EQ(summary("a # patrol: allow because x"), "1: |x||it names no rule\n");
  EXPECT_EQ(summary("a # patrol: allow T until 2026-13-01 because x"),
            "1: T,|x|2026-13-01|the date is not of the form 2026-12-31\n");
}

TEST(ReadSuppressions, WantACommentOfTheirOwn) {
  for (const auto* text : {"a: see patrol: allow TIM001", "a: x#patrol: allow TIM001 because x",
                           "# about patrol: allow TIM001", "patrol: allow TIM001 because x"})
    EXPECT_EQ(summary(text), "") << text;
  EXPECT_NE(summary("#patrol: allow TIM001 because x\na"), "");
}

TEST(ReadSuppressions, KnowWhereEachWordStands) {
  const auto out =
      read("ab: 1\r\nttl: 20 # patrol: allow TIM001, HBA because x until 2026-12-31\r\n");
  const auto& comment = out.comments.at(0);
  EXPECT_EQ(out.sources.text(comment.at), "patrol: allow TIM001, HBA because x until 2026-12-31");
  EXPECT_EQ(out.sources.text(comment.rules.at(1).at), "HBA");
  EXPECT_EQ(out.sources.text(comment.until_at), "2026-12-31");
}

TEST(ReadSuppressions, KnowWhatToTakeOutWithThem) {
  const auto out =
      read("a: 1  # patrol: allow A because x\r\n  # patrol: allow B because x\nb: 1\n");
  EXPECT_EQ(out.sources.text(out.comments.at(0).whole), "  # patrol: allow A because x");
  EXPECT_EQ(out.sources.text(out.comments.at(1).whole), "  # patrol: allow B because x\n");
}

}  // namespace
}  // namespace patrol
