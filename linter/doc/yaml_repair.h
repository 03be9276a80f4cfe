// Changes a YAML text so that it can be read past a fault. Every byte keeps its offset.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "linter/base/source.h"
#include "linter/doc/yaml_scan.h"

namespace patrol {

/// A text that is repaired, and where it was changed.
struct RepairedText {
  std::string text;
  std::vector<Span> changes;
};

/// False when nothing could be changed. `fault.message` gets the number of lines where one repair
/// serves many.
[[nodiscard]] bool repair_yaml(RepairedText& repaired, YamlFault& fault);

/// Replaces a range, without its line ends, by blanks.
void blank_out(RepairedText& repaired, FileId file, std::size_t begin, std::size_t end);

}  // namespace patrol
