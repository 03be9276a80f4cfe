// Fixes carried out on texts: which of them fit together, the new text, and the change as a diff.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linter/base/source.h"
#include "linter/diag/finding.h"

namespace patrol {

enum class FixPolicy { safe_only, all };

struct FixedFile {
  FileId file{};
  std::string text;
  std::vector<Edit> edits;  // what was done to the old text: sorted, disjoint
};

struct FixOutcome {
  std::vector<FixedFile> files;  // those that change, in the order of their ids
  std::size_t applied = 0;       // findings whose fix was carried out
  std::size_t skipped = 0;       // findings whose fix stood in the way of an earlier one
};

/// Carries out one fix of each finding, the first with edits that the policy admits, in the order
/// of the findings. A fix is made as a whole or not at all; equal edits are made once.
[[nodiscard]] FixOutcome apply_fixes(const SourceSet& sources, std::span<const Finding> findings,
                                     FixPolicy policy);

/// Whether the edits of a fix lie inside the texts and apart from each other.
[[nodiscard]] bool is_applicable(const SourceSet& sources, const Fix& fix);

/// The text with sorted, disjoint edits made; spans count from `offset`, the place of `text` in its
/// file.
[[nodiscard]] std::string with_edits(std::string_view text, std::span<const Edit> edits,
                                     std::uint32_t offset = 0);

/// Whole lines that a group of edits touches.
struct ChangedLines {
  std::uint32_t first_line = 1;
  std::uint32_t begin = 0;  // bytes of the old lines, with their line ends; may be none
  std::uint32_t end = 0;
  std::vector<Edit> edits;
};

/// Edits of one file by the lines they touch; groups closer than `gap` lines are one.
[[nodiscard]] std::vector<ChangedLines> changed_lines(const SourceSet& sources,
                                                      std::span<const Edit> edits,
                                                      std::uint32_t gap = 0);

/// The change of one file as `git apply` and `patch -p1` read it.
[[nodiscard]] std::string unified_diff(const SourceSet& sources, const FixedFile& fixed);

}  // namespace patrol
