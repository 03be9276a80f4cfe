// Look-ups in Patroni's settings. A path is walked key by key through the sorted table, so every
// step is a binary search and nothing is copied.
#include "linter/facts/patroni.h"

#include <algorithm>

#include "linter/facts/lookup.h"

namespace patrol::facts {
namespace {

constexpr std::string_view dynamic_root = "bootstrap.dcs";

/// Rows that share the first `depth` bytes of their paths, a dot included.
struct Subtree {
  std::span<const PatroniSetting> rows;
  std::size_t depth = 0;
};

std::string_view first_key(std::string_view path) {
  return path.substr(0, path.find('.'));
}

std::string_view key_at(const PatroniSetting& row, std::size_t depth) {
  return row.path.size() < depth ? std::string_view{} : first_key(row.path.substr(depth));
}

/// The row of the section itself sorts before those below it; it has no key at this depth.
std::span<const PatroniSetting> rows_below(const Subtree& tree) {
  if (!tree.rows.empty() && tree.rows.front().path.size() < tree.depth) return tree.rows.subspan(1);
  return tree.rows;
}

Subtree step_exactly(const Subtree& tree, std::string_view key) {
  const auto rows = rows_below(tree);
  const auto begin = std::lower_bound(rows.begin(), rows.end(), key,
                                      [&tree](const PatroniSetting& row, std::string_view wanted) {
                                        return key_at(row, tree.depth) < wanted;
                                      });
  const auto end = std::upper_bound(begin, rows.end(), key,
                                    [&tree](std::string_view wanted, const PatroniSetting& row) {
                                      return wanted < key_at(row, tree.depth);
                                    });
  return {std::span(begin, end), tree.depth + key.size() + 1};
}

/// One key down: a key of the table hides `*` beside it. Empty when there is no way.
Subtree step(const Subtree& tree, std::string_view key) {
  if (key != "*") {
    const Subtree exact = step_exactly(tree, key);
    if (!exact.rows.empty()) return exact;
  }
  return step_exactly(tree, "*");
}

bool is_leaf(const Subtree& tree) {
  return tree.rows.size() == 1 && tree.rows.front().path.size() < tree.depth;
}

/// A `*` without rows below takes all the rest: names of parameters and tags may hold dots.
Subtree walk(std::string_view path) {
  Subtree tree{patroni_settings(), 0};
  while (!path.empty() && !tree.rows.empty()) {
    const std::string_view key = first_key(path);
    tree = step(tree, key);
    path.remove_prefix(std::min(path.size(), key.size() + 1));
    if (is_leaf(tree) && tree.rows.front().path.ends_with('*')) break;
  }
  return tree;
}

enum class Layer { local, dynamic };

struct LayerPath {
  Layer layer;
  std::string_view path;
};

LayerPath split_layer(std::string_view path) {
  if (!path.starts_with(dynamic_root)) return {Layer::local, path};
  const std::string_view rest = path.substr(dynamic_root.size());
  if (rest.empty()) return {Layer::dynamic, rest};
  return rest.front() == '.' ? LayerPath{Layer::dynamic, rest.substr(1)}
                             : LayerPath{Layer::local, path};
}

bool is_dynamic(const PatroniSetting& row) {
  return row.scope == PatroniScope::dynamic || row.scope == PatroniScope::both;
}

bool belongs(const PatroniSetting& row, Layer layer) {
  return layer == Layer::dynamic ? is_dynamic(row) : row.scope != PatroniScope::dynamic;
}

std::string_view last_key(std::string_view path) {
  return path.substr(path.rfind('.') + 1);
}

bool is_container(const PatroniSetting& row) {
  return std::any_of(row.types.begin(), row.types.end(), [](PatroniType type) {
    return type == PatroniType::mapping || type == PatroniType::list;
  });
}

/// PATRONI_<NAME>_PASSWORD made a database user at bootstrap.
const PatroniSetting* find_user_variable(std::string_view variable) {
  constexpr std::string_view prefix = "PATRONI_";
  if (!variable.starts_with(prefix)) return nullptr;
  const std::string_view rest = variable.substr(prefix.size());
  const auto has_name = [rest](std::string_view suffix) {
    return rest.ends_with(suffix) && rest.size() > suffix.size();
  };
  if (has_name("_PASSWORD")) return find_patroni_setting("bootstrap.users.*.password");
  if (has_name("_OPTIONS")) return find_patroni_setting("bootstrap.users.*.options");
  return nullptr;
}

}  // namespace

bool PatroniSetting::is_known_in(Version version) const {
  if (removed_in != Version{} && version >= removed_in) return false;
  if (is_unreleased) return version > newest_patroni;
  if (version >= since) return true;
  return std::any_of(backported_to.begin(), backported_to.end(), [version](Version backport) {
    return version.major == backport.major && version.minor == backport.minor &&
           version >= backport;
  });
}

std::string_view PatroniSetting::default_in(Version version) const {
  return version < default_since ? old_default : default_value;
}

ControlledValue ControlledParameter::accepts_in(Version version) const {
  const auto after = std::find_if(spans.begin() + 1, spans.end(),
                                  [version](const auto& span) { return version < span.since; });
  return (after - 1)->accepts;
}

const PatroniSetting* find_patroni_setting(std::string_view path) {
  const auto table = patroni_settings();
  const auto found = std::lower_bound(
      table.begin(), table.end(), path,
      [](const PatroniSetting& row, std::string_view wanted) { return row.path < wanted; });
  return found == table.end() || found->path != path ? nullptr : &*found;
}

const PatroniSetting* match_patroni_setting(std::string_view path) {
  if (path == dynamic_root) return find_patroni_setting(path);
  const auto [layer, rest] = split_layer(path);
  const Subtree tree = walk(rest);
  if (rest.empty() || tree.rows.empty()) return nullptr;
  const PatroniSetting& row = tree.rows.front();
  if (row.path.size() >= tree.depth) return nullptr;
  return layer == Layer::dynamic && !is_dynamic(row) ? nullptr : &row;
}

std::vector<std::string_view> children_of(std::string_view path) {
  const auto [layer, rest] = split_layer(path);
  const Subtree tree = walk(rest);
  std::vector<std::string_view> keys;
  for (const PatroniSetting& row : rows_below(tree)) {
    const std::string_view key = key_at(row, tree.depth);
    const bool is_row_of_key = row.path.size() == tree.depth + key.size();
    if (is_row_of_key && key != "*" && belongs(row, layer)) keys.push_back(key);
  }
  return keys;
}

bool has_free_keys(std::string_view path) {
  const auto [layer, rest] = split_layer(path);
  if (rest.empty()) return false;
  const Subtree tree = walk(rest);
  if (tree.rows.empty()) return false;
  const auto below = rows_below(tree);
  if (below.empty()) return is_container(tree.rows.front());
  return key_at(below.front(), tree.depth) == "*";
}

std::span<const PatroniSetting* const> find_by_last_key(std::string_view key) {
  const auto table = patroni_settings_by_key();
  const auto begin = std::lower_bound(table.begin(), table.end(), key,
                                      [](const PatroniSetting* row, std::string_view wanted) {
                                        return last_key(row->path) < wanted;
                                      });
  const auto end = std::upper_bound(begin, table.end(), key,
                                    [](std::string_view wanted, const PatroniSetting* row) {
                                      return wanted < last_key(row->path);
                                    });
  return {begin, end};
}

const PatroniVariable* find_special_variable(std::string_view name) {
  const auto table = special_patroni_variables();
  const auto found = std::lower_bound(
      table.begin(), table.end(), name,
      [](const PatroniVariable& row, std::string_view wanted) { return row.name < wanted; });
  return found == table.end() || found->name != name ? nullptr : &*found;
}

const PatroniSetting* find_patroni_variable(std::string_view variable) {
  const auto table = patroni_settings_by_variable();
  const auto found = std::lower_bound(table.begin(), table.end(), variable,
                                      [](const PatroniSetting* row, std::string_view wanted) {
                                        return row->environment_variable < wanted;
                                      });
  if (found != table.end() && (*found)->environment_variable == variable) return *found;
  const PatroniVariable* const special = find_special_variable(variable);
  if (special == nullptr) return find_user_variable(variable);
  return special->kind == PatroniVariableKind::old_name ? find_patroni_setting(special->path)
                                                        : nullptr;
}

const ControlledParameter* find_controlled_parameter(std::string_view name) {
  return find_by_name(controlled_parameters(), name);
}

bool is_recovery_parameter(std::string_view name) {
  const auto table = recovery_parameters();
  return std::binary_search(table.begin(), table.end(), name, is_less_ignoring_case);
}

}  // namespace patrol::facts
