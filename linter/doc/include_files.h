// How a reader reaches the files that a text names. Reading stays pure: the caller decides what is
// there.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/base/source.h"

namespace patrol {

struct IncludedFile {
  std::string path;
  FileId file{};
  std::string_view text;
};
/// `open` is given the name as written and the path of the file that names it (empty for the main
/// text) and returns the text, or nothing when there is none. `list` returns the file names in a
/// directory, unsorted and unfiltered. Both may be empty: then nothing is there.
struct IncludeFiles {
  std::function<std::optional<IncludedFile>(std::string_view name, std::string_view from)> open;
  std::function<std::optional<std::vector<std::string>>(std::string_view name,
                                                        std::string_view from)>
      list;
};

}  // namespace patrol
