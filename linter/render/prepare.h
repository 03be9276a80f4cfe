// The half of rendering that all formats share: places as lines and columns, sentences without
// secrets, fingerprints.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/base/source.h"
#include "linter/diag/finding.h"
#include "linter/render/mask.h"
#include "linter/render/report_view.h"

namespace patrol {

/// A place in a file, as people count. Half open: `end` is behind the last character.
struct TextPlace {
  Span span;
  std::string_view file;
  LineColumn begin;
  LineColumn end;
};

struct PreparedLabel {
  std::optional<TextPlace> at;
  std::string place;  // where no text stands behind it: "n2 pg_settings fsync", "default of ttl"
  std::string text;
};

struct PreparedEdit {
  TextPlace at;
  std::string_view replacement;
};

struct PreparedFix {
  std::string title;
  Safety safety = Safety::needs_review;
  std::vector<PreparedEdit> edits;  // left out as a whole where they would show a secret
  const Fix* source = nullptr;
};

struct PreparedFinding {
  const Finding* source = nullptr;
  std::optional<TextPlace> at;
  std::string place;    // as of a label
  std::string surface;  // "pg_settings"; empty for a finding about a text
  std::string message;
  std::vector<PreparedLabel> labels;
  std::vector<std::string> notes;
  std::vector<PreparedFix> fixes;
  std::string fingerprint;    // 16 hexadecimal digits
  std::string justification;  // of a suppression
};

/// Borrows from the view.
struct PreparedReport {
  const ReportView* view = nullptr;
  Redactor redactor;
  std::vector<PreparedFinding> findings;
  std::vector<PreparedFinding> suppressed;
};

/// A fingerprint stays the same when lines move: it is made of the rule, the file's name, the
/// setting (or the trimmed line where there is none) and the number among equals.
[[nodiscard]] PreparedReport prepare(const ReportView& view);

}  // namespace patrol
