// What a report is made of. The command fills it in; every format shows the same.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "linter/base/result.h"
#include "linter/base/source.h"
#include "linter/diag/finding.h"
#include "linter/diag/suppress.h"
#include "linter/engine/rule.h"

namespace patrol {

/// Borrows everything; valid while the run lives.
struct ReportView {
  std::string_view command;          // "lint"
  std::string_view tool_version;     // "0.1.0"
  std::string_view rules_page = {};  // address of rules/README.md, for links; empty: no links
  const SourceSet* sources = nullptr;
  std::span<const Finding> findings;  // sorted
  std::span<const SuppressedFinding> suppressed;
  std::span<const NotChecked> not_checked;
  std::span<const Failure> failures;   // input that could not be read
  std::span<const Rule* const> rules;  // those that ran
  std::size_t files = 0;               // read and judged
  std::size_t clusters = 0;
};

struct Counts {
  std::size_t error = 0;
  std::size_t warning = 0;
  std::size_t info = 0;
  [[nodiscard]] std::size_t total() const { return error + warning + info; }
};
[[nodiscard]] Counts count(std::span<const Finding> findings);

}  // namespace patrol
