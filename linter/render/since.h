// What changed between two audits: findings of now against those of before, by fingerprint.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/base/result.h"
#include "linter/render/json_writer.h"
#include "linter/render/prepare.h"

namespace patrol {

/// As much of a finding as an old report keeps.
struct EarlierFinding {
  std::string fingerprint;
  std::string rule;
  std::string severity;
  std::string message;
  std::string setting;
  std::vector<std::string> members;
};

struct Since {
  std::vector<const PreparedFinding*> appeared;  // in the order of the report
  std::vector<const PreparedFinding*> remained;
  std::vector<EarlierFinding> gone;
  /// Not found now, but the rule could not look at one of the members: nobody knows.
  std::vector<EarlierFinding> unknown;
};

/// Whether a text is a snapshot, to be judged by today's rules, and not a report.
[[nodiscard]] bool is_snapshot_text(std::string_view text);

/// The findings of a report in JSON that any command of ours wrote. Findings allowed by comments
/// are left out. A text that is no report is a failure that says what it lacks.
[[nodiscard]] Result<std::vector<EarlierFinding>> read_earlier_report(std::string_view text);

/// The findings of an old snapshot that was judged just now.
[[nodiscard]] std::vector<EarlierFinding> earlier_findings(const PreparedReport& before);

/// Borrows from `now`.
[[nodiscard]] Since compare_since(const PreparedReport& now, std::vector<EarlierFinding> before);

/// For people, behind the report: one line a finding, and a line of counts. `old_name` is the
/// file's name as given.
[[nodiscard]] std::string since_text(const Since& since, std::string_view old_name);

/// For render_json: adds the member "since".
[[nodiscard]] std::function<void(JsonWriter&)> since_json(const Since& since,
                                                          std::string_view old_name);

}  // namespace patrol
