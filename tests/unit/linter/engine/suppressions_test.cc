// Comments put to use: what they allow, and what is said about the comments themselves.
#include "linter/engine/suppressions.h"

#include <array>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace patrol {
namespace {

Rule rule(std::string_view id, std::string_view name) {
  Rule out;
  out.id = id;
  out.name = name;
  return out;
}

const Rule ttl_budget = rule("TIM001", "ttl-budget");
const Rule watchdog = rule("TIM002", "watchdog-margin");
const std::array<const Rule*, 2> known{&ttl_budget, &watchdog};

// One TIM001 on every line that has a "!".
SuppressionOutcome applied(const std::string& text, const Selection& selection = {}) {
  SourceSet sources;
  const auto file = sources.add("a.yml", text);
  std::vector<Finding> findings;
  for (auto at = text.find('!'); at != std::string::npos; at = text.find('!', at + 1)) {
    Finding& finding = findings.emplace_back();
    finding.rule = "TIM001";
    finding.name = "ttl-budget";
    finding.spot.at =
        Span{file, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 1)};
  }
  return apply_suppressions(sources, std::move(findings), known, selection, "2026-06-30");
}

std::vector<std::string> rules_of(const SuppressionOutcome& outcome) {
  std::vector<std::string> out;
  for (const Finding& finding : outcome.findings) out.push_back(finding.rule);
  return out;
}

using Words = std::vector<std::string>;

TEST(ApplySuppressions, AllowByCodeNameAndGroup) {
  for (const std::string word : {"TIM001", "ttl-budget", "TIM"}) {
    const auto out = applied("! # patrol: allow " + word + " because of slow disks\n");
    EXPECT_TRUE(out.findings.empty()) << word;
    ASSERT_EQ(out.suppressed.size(), 1U) << word;
    EXPECT_EQ(out.suppressed[0].reason, "of slow disks");
  }
}

TEST(ApplySuppressions, AllowNothingOnOtherLines) {
  EXPECT_EQ(rules_of(applied("!\n! # patrol: allow TIM001 because x\n!\n")),
            (Words{"TIM001", "TIM001"}));
}

TEST(ApplySuppressions, ReportOneThatNothingNeeded) {
  const auto out = applied("! # patrol: allow TIM002 because x\n");
  EXPECT_EQ(rules_of(out), (Words{"TIM001", "SUP001"}));
  EXPECT_EQ(out.findings[1].message, "`TIM002` is allowed here, but nothing is found");
}

TEST(ApplySuppressions, DoNotCallUnusedWhatDidNotRun) {
  EXPECT_TRUE(applied("a # patrol: allow TIM001 because x\n", {{"TIM002"}, {}}).findings.empty());
  EXPECT_TRUE(applied("a # patrol: allow TIM because x\n", {{}, {"TIM002"}}).findings.empty());
}

TEST(ApplySuppressions, WantAReason) {
  EXPECT_EQ(rules_of(applied("! # patrol: allow TIM001\n")), (Words{"TIM001", "SUP002"}));
}

TEST(ApplySuppressions, NameTheRuleThatWasMeant) {
  const auto out = applied("! # patrol: allow TIM01 because x\n");
  EXPECT_EQ(rules_of(out), (Words{"TIM001", "SUP003"}));
  ASSERT_EQ(out.findings[1].fixes.size(), 1U);
  EXPECT_EQ(out.findings[1].fixes[0].title, "write `TIM001`");
}

TEST(ApplySuppressions, EndAfterTheirDate) {
  EXPECT_EQ(rules_of(applied("! # patrol: allow TIM001 because x until 2026-06-29\n")),
            (Words{"TIM001", "SUP004"}));
  EXPECT_TRUE(applied("! # patrol: allow TIM001 because x until 2026-06-30\n").findings.empty());
}

TEST(ApplySuppressions, ReportOneThatCannotBeRead) {
  EXPECT_EQ(rules_of(applied("! # patrol: disable TIM001\n")), (Words{"TIM001", "SUP005"}));
}

TEST(ApplySuppressions, KeepToTheSelection) {
  EXPECT_TRUE(applied("a # patrol: allow TIM001\n", {{"TIM"}, {}}).findings.empty());
  EXPECT_EQ(rules_of(applied("a # patrol: allow TIM001\n", {{"SUP"}, {}})), Words{"SUP002"});
}

TEST(SuppressionRules, DescribeThemselves) {
  for (const Rule* rule : suppression_rules()) {
    EXPECT_TRUE(rule->id.starts_with("SUP"));
    EXPECT_FALSE(rule->name.empty() || rule->summary.empty() || rule->why.empty());
    EXPECT_NE(rule->bad.find("# finding: " + std::string(rule->id)), std::string::npos);
  }
}

}  // namespace
}  // namespace patrol
