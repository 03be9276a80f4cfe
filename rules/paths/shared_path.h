// Paths as texts: nothing is looked up on a disk.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "linter/doc/node.h"
#include "linter/model/snapshot.h"

namespace patrol::rules {

/// Without repeated and trailing slashes and "." pieces; ".." stays.
[[nodiscard]] std::string normal_path(std::string_view path);
/// "/x", and "C:/x" or "C:\x" as on Windows.
[[nodiscard]] bool is_absolute_path(std::string_view path);
/// Strictly inside; both normal.
[[nodiscard]] bool is_inside(std::string_view path, std::string_view folder);

/// A path setting of one member, if it is a text that is not empty.
struct WrittenPath {
  Value value;
  std::string normal;
};
[[nodiscard]] std::optional<WrittenPath> path_at(const Value& root, std::string_view setting);

}  // namespace patrol::rules
