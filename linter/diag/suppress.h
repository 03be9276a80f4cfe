// Comments that allow a finding where it stands, with a reason:
//
//   ttl: 20  # patrol: allow TIM001 because the switch needs it until 2026-12-31
//   # patrol: allow HBA002, HBA014 because the subnet is ours
//   - host all all 10.0.0.0/8 trust
//
// The comment stands at the end of the line it speaks of, or above it (other comments may stand
// between). This file reads comments; engine/suppressions.h puts them to use.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/base/source.h"
#include "linter/diag/finding.h"

namespace patrol {

struct AllowedRule {
  std::string_view word;  // code, name or group, as written
  Span at;
};

struct Suppression {
  Span at;                 // from `patrol:` to the end of the comment
  Span whole;              // what to take out with it: the blanks before, or the line of its own
  std::uint32_t line = 0;  // the line it speaks of
  std::vector<AllowedRule> rules;
  std::string_view reason;  // may be empty: that is reported
  std::string_view until;   // "2026-12-31", as written; empty when there is none
  Span until_at;
  std::string_view fault;  // why it cannot be read; empty when it can
};

/// All comments with `patrol:`, in the order of the text, which must outlive them.
[[nodiscard]] std::vector<Suppression> read_suppressions(const SourceSet& sources, FileId file);

/// A finding that a comment allows, and why.
struct SuppressedFinding {
  Finding finding;
  std::string reason;
};

}  // namespace patrol
