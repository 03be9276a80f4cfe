// The sink a rule writes to. The engine makes one per rule, so a rule never names itself.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
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
  /// Of one file the first `most_per_file` and any that are more severe than all before them; a
  /// note at the last one kept says how many are not listed.
  [[nodiscard]] std::deque<Finding> take();

  static constexpr std::size_t most_per_file = 100;

 private:
  struct Tally {
    std::size_t kept = 0;
    std::size_t hidden = 0;
    Severity most_severe = Severity::info;
    std::size_t last = 0;  // place of the last one kept
  };
  /// The last finding is whole once the next one comes: keeps or drops it.
  void settle();

  std::string rule_;
  std::string name_;
  Severity severity_;
  std::deque<Finding> findings_;
  std::map<FileId, Tally> tallies_;  // findings without a file are few and not counted
  bool is_settled_ = true;
};

/// A user's text for use inside a message: control characters escaped, at most `most` characters,
/// then an ellipsis.
[[nodiscard]] std::string shown(std::string_view text, std::size_t most = 40);

/// What is wrong with the wording of a finding; empty when nothing is. For tests.
[[nodiscard]] std::string wording_fault(const Finding& finding);

}  // namespace patrol
