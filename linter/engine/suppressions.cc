// Comments by file and line, then each finding asks for the one on its line.
#include "linter/engine/suppressions.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "linter/base/text.h"

namespace patrol {
namespace {

constinit const Rule unused_suppression{
    .id = "SUP001",
    .name = "unused-suppression",
    .severity = Severity::warning,
    .summary = "a comment allows a finding that is not there",
    .why =
        "The next real finding on that line would be hidden. A comment that is no longer "
        "needed is best taken out together with the problem it excused.",
    .bad = R"(scope: main
name: n1  # patrol: allow TIM001 because of slow disks # finding: SUP001
)",
    .good = R"(scope: main
name: n1
)",
    .sources = {"patrol docs: suppression comments"},
};

constinit const Rule suppression_without_reason{
    .id = "SUP002",
    .name = "suppression-without-reason",
    .severity = Severity::warning,
    .summary = "a comment allows a finding without saying why",
    .why =
        "Nobody can tell later whether the exception still holds, so such a comment has no "
        "effect.",
    .bad = R"(scope: main
name: n1  # patrol: allow TIM001 # finding: SUP002
)",
    .good = R"(scope: main
name: n1
)",
    .sources = {"patrol docs: suppression comments"},
};

constinit const Rule unknown_rule_suppressed{
    .id = "SUP003",
    .name = "unknown-rule-suppressed",
    .severity = Severity::warning,
    .summary = "a comment allows a rule that does not exist",
    .why =
        "The comment has no effect, and the finding it was meant for is reported or was never "
        "made.",
    .bad = R"(scope: main
name: n1  # patrol: allow TIM999 because of slow disks # finding: SUP003
)",
    .good = R"(scope: main
name: n1
)",
    .sources = {"patrol docs: suppression comments"},
};

constinit const Rule expired_suppression{
    .id = "SUP004",
    .name = "expired-suppression",
    .severity = Severity::warning,
    .summary = "a comment's date has passed, so it allows nothing any more",
    .why = "The writer wanted to look at the problem again after this date.",
    .bad = R"(scope: main
name: n1  # patrol: allow TIM001 because of slow disks until 2020-01-31 # finding: SUP004
)",
    .good = R"(scope: main
name: n1
)",
    .sources = {"patrol docs: suppression comments"},
};

constinit const Rule unreadable_suppression{
    .id = "SUP005",
    .name = "unreadable-suppression",
    .severity = Severity::warning,
    .summary = "a comment for patrol cannot be read",
    .why =
        "The comment has no effect. It is written "
        "`# patrol: allow TIM001, HBA002 because of a reason until 2026-12-31`; the date may be "
        "left out.",
    .bad = R"(scope: main
name: n1  # patrol: ignore TIM001 # finding: SUP005
)",
    .good = R"(scope: main
name: n1
)",
    .sources = {"patrol docs: suppression comments"},
};

constexpr auto rules = std::to_array<const Rule*>({
    &unused_suppression,
    &suppression_without_reason,
    &unknown_rule_suppressed,
    &expired_suppression,
    &unreadable_suppression,
});

// One rule of one comment.
struct Allowance {
  const Suppression* comment = nullptr;
  AllowedRule rule;
  bool is_used = false;
};

using LineKey = std::pair<FileId, std::uint32_t>;

class Applier {
 public:
  Applier(const SourceSet& sources, std::span<const Rule* const> known, const Selection& selection)
      : sources_(sources), known_(known), selection_(selection) {}

  void read_comments(std::string_view today);
  SuppressionOutcome apply(std::vector<Finding> findings);

 private:
  void add_comment(const Suppression& comment, std::string_view today);
  void add_allowance(const Suppression& comment, const AllowedRule& rule);
  Allowance* allowance_for(const Finding& finding);
  void report_unused();
  /// Whether every rule that the word names was run.
  [[nodiscard]] bool was_run(std::string_view word) const;
  [[nodiscard]] FindingBuilder report(const Rule& rule, Span at, std::string message);

  const SourceSet& sources_;
  std::span<const Rule* const> known_;
  const Selection& selection_;
  std::vector<std::vector<Suppression>> comments_;
  std::multimap<LineKey, Allowance> allowances_;
  std::vector<Finding> findings_;
};

FindingBuilder Applier::report(const Rule& rule, Span at, std::string message) {
  Report one(rule.id, rule.name, rule.severity);
  one.add({.at = at, .setting = ""}, std::move(message));
  findings_.push_back(std::move(one.take().front()));
  return FindingBuilder(findings_.back());
}

bool names_rule(std::string_view word, const Rule& rule) {
  return Selection{.select = {std::string(word)}, .ignore = {}}.has(rule);
}

// As much of a rule as a selection looks at.
Rule rule_of(const Finding& finding) {
  Rule rule;
  rule.id = finding.rule;
  rule.name = finding.name;
  return rule;
}

bool Applier::was_run(std::string_view word) const {
  return std::all_of(known_.begin(), known_.end(), [&](const Rule* rule) {
    return !names_rule(word, *rule) || selection_.has(*rule);
  });
}

void Applier::add_allowance(const Suppression& comment, const AllowedRule& rule) {
  const auto is_named = [&](const Rule* known) { return names_rule(rule.word, *known); };
  if (std::any_of(known_.begin(), known_.end(), is_named)) {
    allowances_.emplace(LineKey{comment.at.file, comment.line}, Allowance{&comment, rule});
    return;
  }
  std::vector<std::string_view> candidates;
  for (const Rule* known : known_) {
    candidates.push_back(known->id);
    candidates.push_back(known->name);
  }
  auto finding =
      report(unknown_rule_suppressed, rule.at, cat("no rule is called `", shown(rule.word), "`"));
  if (const auto near = nearest_name(rule.word, candidates))
    finding.fix(cat("write `", *near, "`"), Safety::needs_review, {{rule.at, std::string(*near)}});
}

void Applier::add_comment(const Suppression& comment, std::string_view today) {
  if (!comment.fault.empty()) {
    report(unreadable_suppression, comment.at,
           cat("a comment for patrol cannot be read; ", comment.fault))
        .fix("write `# patrol: allow RULE because REASON`");
    return;
  }
  if (comment.reason.empty()) {
    report(suppression_without_reason, comment.at,
           cat("`allow ", shown(comment.rules[0].word), "` gives no reason, so it has no effect"))
        .fix("add `because` and the reason");
    return;
  }
  if (!comment.until.empty() && comment.until < today) {
    report(expired_suppression, comment.until_at,
           cat("`allow ", shown(comment.rules[0].word), "` ended on ", comment.until))
        .fix("take the comment out, or decide on a new date");
    return;
  }
  for (const auto& rule : comment.rules) add_allowance(comment, rule);
}

void Applier::read_comments(std::string_view today) {
  for (std::size_t index = 0; index < sources_.size(); ++index)
    comments_.push_back(read_suppressions(sources_, FileId{static_cast<std::uint32_t>(index)}));
  for (const auto& of_file : comments_)
    for (const auto& comment : of_file) add_comment(comment, today);
}

Allowance* Applier::allowance_for(const Finding& finding) {
  const auto* span = std::get_if<Span>(&finding.spot.at);
  if (span == nullptr || allowances_.empty()) return nullptr;
  const auto line = sources_.line_number(span->file, span->begin);
  auto [next, end] = allowances_.equal_range({span->file, line});
  for (; next != end; ++next) {
    if (names_rule(next->second.rule.word, rule_of(finding))) return &next->second;
  }
  return nullptr;
}

void Applier::report_unused() {
  for (const auto& [line, allowance] : allowances_) {
    if (allowance.is_used || !was_run(allowance.rule.word)) continue;
    auto finding =
        report(unused_suppression, allowance.rule.at,
               cat("`", shown(allowance.rule.word), "` is allowed here, but nothing is found"));
    if (allowance.comment->rules.size() == 1)
      finding.fix("take the comment out", Safety::safe, {{allowance.comment->whole, ""}});
    else
      finding.fix("take the rule out of the comment");
  }
}

SuppressionOutcome Applier::apply(std::vector<Finding> findings) {
  SuppressionOutcome out;
  for (Finding& finding : findings) {
    Allowance* allowance = allowance_for(finding);
    if (allowance == nullptr) {
      out.findings.push_back(std::move(finding));
      continue;
    }
    allowance->is_used = true;
    out.suppressed.push_back({std::move(finding), std::string(allowance->comment->reason)});
  }
  report_unused();
  for (Finding& finding : findings_) {
    if (selection_.has(rule_of(finding))) out.findings.push_back(std::move(finding));
  }
  sort_findings(out.findings);
  return out;
}

}  // namespace

std::span<const Rule* const> suppression_rules() {
  return rules;
}

SuppressionOutcome apply_suppressions(const SourceSet& sources, std::vector<Finding> findings,
                                      std::span<const Rule* const> known,
                                      const Selection& selection, std::string_view today) {
  Applier applier(sources, known, selection);
  applier.read_comments(today);
  return applier.apply(std::move(findings));
}

}  // namespace patrol
