// Arithmetic on paths.
#include "rules/paths/shared_path.h"

#include "linter/base/text.h"

namespace patrol::rules {

std::string normal_path(std::string_view path) {
  const bool is_rooted = path.starts_with('/');
  std::string out;
  for (const std::string_view piece : split(path, '/')) {
    if (piece.empty() || piece == ".") continue;
    if (!out.empty() || is_rooted) out.push_back('/');
    out.append(piece);
  }
  if (out.empty()) return is_rooted ? "/" : ".";
  return out;
}

bool is_absolute_path(std::string_view path) {
  if (path.starts_with('/')) return true;
  constexpr std::size_t drive = 3;  // "C:/"
  return path.size() >= drive && path[1] == ':' && (path[2] == '/' || path[2] == '\\');
}

bool is_inside(std::string_view path, std::string_view folder) {
  if (folder == "/") return path.size() > 1 && path.starts_with('/');
  return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
}

std::optional<WrittenPath> path_at(const Value& root, std::string_view setting) {
  const Value value = root.at(setting);
  if (!value.is_string() || value.text().empty()) return std::nullopt;
  return WrittenPath{.value = value, .normal = normal_path(value.text())};
}

}  // namespace patrol::rules
