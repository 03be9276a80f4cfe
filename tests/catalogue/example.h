// The examples that rules carry: files in one text, with the lines on which a finding must stand.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/diag/finding.h"
#include "linter/model/collection.h"

namespace patrol::test {

/// File and line number.
using Place = std::pair<std::string, std::uint32_t>;

struct Example {
  std::vector<InputFile> files;  // without the marks
  std::vector<Place> marked;     // sorted
  /// Of examples with a snapshot.json: the members of each finding that has no line, in one text.
  std::vector<std::string> members;
};

/// Files are separated by lines `--- name`; a text before the first is patroni.yml. A mark
/// `# finding: ID` at the end of a line means that line, alone on a line the next one. In front of
/// the first file `# finding: ID n1 n2` means a finding about these members.
[[nodiscard]] Example read_example(std::string_view text, std::string_view id);

/// Where the findings begin, sorted.
[[nodiscard]] std::vector<Place> places_of(const SourceSet& sources,
                                           const std::vector<Finding>& findings);

/// What findings and marks say against each other; empty when they agree.
[[nodiscard]] std::string disagreement(const Example& example, const SourceSet& sources,
                                       const std::vector<Finding>& findings);

}  // namespace patrol::test
