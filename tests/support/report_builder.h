// Builds small reports for the tests of the formats.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "linter/render/prepare.h"
#include "linter/render/render.h"

namespace patrol::test {

/// Owns what a ReportView borrows. Files are added first, then findings on their texts.
class ReportBuilder {
 public:
  FileId file(std::string name, std::string text) {
    return sources.add(std::move(name), std::move(text));
  }
  /// The `nth` place of a text in a file (the first is 0).
  [[nodiscard]] Span span(std::string_view text, FileId file = FileId{0}, int nth = 0) const;
  /// An error TIM001 ttl-budget on that place.
  Finding& finding(Place at, std::string message);

  /// The report as it stands now; valid until something is added.
  [[nodiscard]] PreparedReport prepared();
  [[nodiscard]] std::string text(const TextStyle& style = {}) {
    return render_text(prepared(), style);
  }

  SourceSet sources;
  std::vector<Finding> findings;
  std::vector<SuppressedFinding> suppressed;
  std::vector<NotChecked> not_checked;
  std::vector<Failure> failures;
  std::string_view rules_page;
  ReportView view;
};

}  // namespace patrol::test
