// The sink a rule writes to. The engine makes one per rule, so a rule never names itself.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "linter/diag/finding.h"

namespace patrol {

/// Adds to a finding that stands in a Report; valid while the Report lives.
class FindingBuilder {
 public:
  explicit FindingBuilder(Finding& finding) : finding_(finding) {}
  /// A second place that belongs to the problem, with a few words under it.
  FindingBuilder& label(const Spot& spot, std::string text);
  FindingBuilder& label(Place at, std::string text);
  /// The effect in production, and the log line that people will search for.
  FindingBuilder& note(std::string text);
  /// What to do, as an imperative; without edits it is advice.
  FindingBuilder& fix(std::string title);
  FindingBuilder& fix(std::string title, Safety safety, std::vector<Edit> edits);
  FindingBuilder& severity(Severity severity);
  FindingBuilder& member(std::string name);

 private:
  Finding& finding_;
};

class Report {
 public:
  Report(std::string_view rule, std::string_view name, Severity severity);
  /// `message` says what is, with the value: lower case or a backtick first, one line, no final
  /// period, at most 100 characters (tests check it; values of users are shortened by `shown`).
  FindingBuilder add(Spot spot, std::string message);
  [[nodiscard]] const std::deque<Finding>& findings() const { return findings_; }
  [[nodiscard]] std::deque<Finding> take() { return std::move(findings_); }

 private:
  std::string rule_;
  std::string name_;
  Severity severity_;
  std::deque<Finding> findings_;
};

/// A user's text for use inside a message: control characters escaped, at most `most` characters,
/// then an ellipsis.
[[nodiscard]] std::string shown(std::string_view text, std::size_t most = 40);

/// What is wrong with the wording of a finding; empty when nothing is. For tests.
[[nodiscard]] std::string wording_fault(const Finding& finding);

}  // namespace patrol
