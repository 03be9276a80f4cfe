// A rule is a plain struct that its file fills; the engine runs it over a snapshot.
#pragma once

#include <string_view>

#include "linter/base/text.h"
#include "linter/diag/report.h"
#include "linter/model/snapshot.h"
#include "linter/model/spot.h"

namespace patrol {

/// A fixed list of string views that a `constinit` struct can hold.
struct Sources {
  std::string_view first = {};
  std::string_view second = {};
  std::string_view third = {};
  std::string_view fourth = {};
};

struct Rule {
  std::string_view id;    // "TIM001": three letters of the subject, three digits, never reused
  std::string_view name;  // kebab-case, the same as the file name
  Severity severity = Severity::warning;  // a finding may say otherwise
  std::string_view summary;               // one sentence without a period; backticks around names
  std::string_view why;                   // the effect in production, in whole sentences
  /// Input that fires once. Lines to be flagged end in `# finding: ID`. Several files are separated
  /// by lines `--- name`; without one the text is patroni.yml.
  std::string_view bad;
  std::string_view good;
  Sources sources;  // page or source file, with version
  void (*check)(const Snapshot& cluster, Report& report) = nullptr;
};

}  // namespace patrol
