// Walks a document along the table of settings and judges each key where it stands.
#include "linter/model/placed_key.h"

#include <algorithm>
#include <array>

#include "linter/base/text.h"
#include "linter/model/slip.h"

namespace patrol {
namespace {

using facts::PatroniScope;
using facts::PatroniSetting;
using facts::PatroniType;

std::string_view last_name(std::string_view path) {
  return path.substr(path.find_last_of('.') + 1);  // npos + 1 is 0: the whole path
}

std::string_view holder_of(std::string_view path) {
  const auto dot = path.find_last_of('.');
  return dot == std::string_view::npos ? std::string_view{} : path.substr(0, dot);
}

// Rows that describe environment variables, not keys of a file.
bool is_variable_row(const PatroniSetting& row) {
  return !row.path.empty() && row.path.front() >= 'A' && row.path.front() <= 'Z';
}

bool is_old(const PatroniSetting& row) {
  return row.deprecated_in != Version{} || row.removed_in != Version{} || !row.replacement.empty();
}

bool is_in_dcs(SettingLayer layer) {
  return layer != SettingLayer::local;
}

// Whether Patroni reads the setting in that layer.
bool reads_in(const PatroniSetting& row, SettingLayer layer) {
  switch (row.scope) {
    case PatroniScope::both:
      return true;
    case PatroniScope::dynamic:
      return is_in_dcs(layer);
    case PatroniScope::local:
    case PatroniScope::bootstrap_only:
      return !is_in_dcs(layer);
  }
  return true;
}

std::string join_path(std::string_view holder, std::string_view name) {
  return holder.empty() ? std::string(name) : cat(holder, '.', name);
}

// The row for a key with exactly this name; keys with a dot inside would look like a longer path.
const PatroniSetting* exact_row(std::string_view holder, std::string_view name) {
  if (name.empty() || name == "*" || contains(name, ".")) return nullptr;
  const PatroniSetting* row = facts::find_patroni_setting(join_path(holder, name));
  return row != nullptr && is_variable_row(*row) ? nullptr : row;
}

// The rows are sorted by path, so those below a path follow each other.
bool has_rows_below(std::string_view path) {
  const std::string start = cat(path, '.');
  const auto rows = facts::patroni_settings();
  const auto first = std::lower_bound(
      rows.begin(), rows.end(), start,
      [](const PatroniSetting& row, std::string_view wanted) { return row.path < wanted; });
  return first != rows.end() && first->path.starts_with(start);
}

// Whether any name may stand in the mapping, such as the name of a slot.
bool has_free_names(std::string_view holder) {
  if (holder.empty()) return false;
  const std::string path = join_path(holder, "*");
  return facts::find_patroni_setting(path) != nullptr || has_rows_below(path);
}

// Old sections of `postgresql` and aliases keep working, but nobody should be sent there; and of
// two sections with the same key one is far more often meant.
int unlikeliness(const PatroniSetting& row) {
  if (is_old(row)) return 2;
  const std::string_view holder = holder_of(row.path);
  return holder == "bootstrap" || holder == "standby_cluster" || holder == "postgresql.bin_name";
}

bool is_better_home(const PatroniSetting& left, const PatroniSetting& right,
                    std::string_view holder) {
  if (unlikeliness(left) != unlikeliness(right)) return unlikeliness(left) < unlikeliness(right);
  const auto is_below = [&](const PatroniSetting& row) {
    return !holder.empty() && row.path.starts_with(cat(holder, '.'));
  };
  return is_below(left) && !is_below(right);
}

// A list cannot be at home where a plain value belongs, and so on.
bool has_shape_of(const PatroniSetting& row, const Value& value) {
  const bool is_section = value.is_mapping();
  const bool is_list = value.is_sequence();
  return value.is_null() || value.is_opaque() ||
         std::any_of(row.types.begin(), row.types.end(), [&](PatroniType type) {
           if (type == PatroniType::mapping) return is_section;
           if (type == PatroniType::list) return is_list;
           return !is_section && (!is_list || type == PatroniType::host_port_list);
         });
}

// The setting that has this name in another place; of several the one at the root, else nothing.
const PatroniSetting* home_row(std::string_view holder, std::string_view name, const Value& value) {
  const PatroniSetting* best = nullptr;
  const PatroniSetting* at_root = nullptr;
  bool is_tied = false;
  for (const PatroniSetting* const candidate : facts::find_by_last_key(name)) {
    const PatroniSetting& row = *candidate;
    const bool is_key_of_file = !is_variable_row(row) && !contains(row.path, "*");
    if (!is_key_of_file || row.is_unreleased || !has_shape_of(row, value)) continue;
    if (row.path == name) at_root = &row;
    if (best == nullptr || is_better_home(row, *best, holder)) {
      best = &row;
      is_tied = false;
    } else if (!is_better_home(*best, row, holder)) {
      is_tied = true;
    }
  }
  return is_tied ? at_root : best;
}

void set_home(PlacedKey& key, const PatroniSetting& row) {
  key.is_at_home_in_dcs =
      row.scope == PatroniScope::dynamic ||
      (row.scope == PatroniScope::both && (is_in_dcs(key.layer) || key.holder == "bootstrap"));
  key.home = key.is_at_home_in_dcs ? dynamic_path(row.path, key.layer) : std::string(row.path);
}

using Names = std::vector<std::string_view>;

// The methods that a section names, for bootstrap and for replicas.
Names named_methods(const Value& holder) {
  Names names{holder["method"].text()};
  for (const std::string_view key : {"create_replica_methods", "create_replica_method"}) {
    const Value list = holder[key];
    if (is_too_long(list)) continue;
    for (const Value& item : list.items()) names.push_back(item.text());
  }
  return names;
}

bool holds_methods(std::string_view holder) {
  return holder == "bootstrap" || holder == "postgresql";
}

// A mapping that somebody clearly wrote as the section of a bootstrap or replica method.
bool is_method_section(const Value& section, const Names& methods) {
  return section["command"] ||
         std::find(methods.begin(), methods.end(), section.key().text()) != methods.end();
}

bool may_hold_parameters(std::string_view holder) {
  constexpr auto holders =
      std::to_array<std::string_view>({"", "postgresql", "bootstrap", "standby_cluster"});
  return std::find(holders.begin(), holders.end(), holder) != holders.end();
}

bool is_parameter_name(std::string_view name) {
  return facts::find_guc(name) != nullptr || facts::is_recovery_parameter(name);
}

// Keys that people keep for anchors, or for other programs that read the same file.
bool is_private_name(std::string_view name) {
  return name.starts_with("x-") || name.starts_with("X-") || name.starts_with('.') ||
         name.starts_with('_');
}

class Walk {
 public:
  Walk(const PatroniDocument* member, const SourceSet& sources, std::vector<PlacedKey>& out)
      : member_(member), sources_(sources), out_(out), most_(out.size() + most_keys) {}

  // Depth is bounded by the depth of the table.
  void mapping(const Value& section, std::string_view holder, SettingLayer layer) {
    if (is_too_long(section)) return;
    const Names methods = holds_methods(holder) ? named_methods(section) : Names{};
    Value emptied;
    for (const auto& member : section.members()) {
      if (out_.size() >= most_) return;
      PlacedKey key = judge(member.value, holder, layer, methods);
      key.emptied = taken_by(key, emptied);
      if (key.emptied && key.fate == KeyFate::free) key.fate = KeyFate::misplaced;
      if (is_empty_section(key)) emptied = key.value;
      out_.push_back(key);
      enter(key);
    }
  }

 private:
  [[nodiscard]] PlacedKey judge(const Value& value, std::string_view holder, SettingLayer layer,
                                const Names& methods) const;
  void judge_stranger(PlacedKey& key) const;
  [[nodiscard]] bool has_anchor(const Value& value) const;
  [[nodiscard]] bool is_free(const PlacedKey& key, const Names& methods) const;
  void enter(const PlacedKey& key);

  static bool is_empty_section(const PlacedKey& key) {
    if (!key.value.is_null() || !key.value.text().empty() || !key.is_read()) return false;
    const auto types = key.fact->types;
    return std::find(types.begin(), types.end(), PatroniType::mapping) != types.end();
  }

  // Whether the empty section above a key would take it.
  static Value taken_by(const PlacedKey& key, const Value& emptied) {
    if (!emptied) return {};
    const std::string_view name = key.name();
    const std::string section = join_path(key.holder, emptied.key().text());
    const bool is_user = !key.value["command"] && (key.value["password"] || key.value["options"]);
    if (section == "bootstrap.users" && is_user && key.fate != KeyFate::known) return emptied;
    if (key.fate <= KeyFate::free) return {};
    if (section == "postgresql.parameters" && is_parameter_name(name)) return emptied;
    if (section == "postgresql.recovery_conf" && facts::is_recovery_parameter(name)) return emptied;
    const bool has_place = exact_row(section == "bootstrap.dcs" ? "" : section, name) != nullptr;
    return has_place ? emptied : Value{};
  }

  const PatroniDocument* member_;
  const SourceSet& sources_;
  std::vector<PlacedKey>& out_;
  std::size_t most_;
};

bool Walk::has_anchor(const Value& value) const {
  const Span from = value.key_span();
  const Span till = value.span();
  if (from.file != till.file || from.end >= till.begin) return false;
  const std::string_view between = sources_.text(Span{from.file, from.end, till.begin});
  const std::string_view start = sources_.text(till);
  return contains(between, "&") || start.starts_with('&');
}

bool Walk::is_free(const PlacedKey& key, const Names& methods) const {
  if (key.holder.empty()) return is_private_name(key.name()) || has_anchor(key.value);
  if (!has_free_names(key.holder)) return false;
  return !holds_methods(key.holder) ||
         (key.value.is_mapping() && is_method_section(key.value, methods));
}

PlacedKey Walk::judge(const Value& value, std::string_view holder, SettingLayer layer,
                      const Names& methods) const {
  PlacedKey key;
  key.value = value;
  key.member = member_;
  key.layer = layer;
  key.holder = holder;
  key.fact = exact_row(holder, key.name());
  key.path = join_path(holder, key.fact != nullptr ? key.name() : "*");
  if (key.fact != nullptr) {
    if (reads_in(*key.fact, layer)) return key;
    key.fate = KeyFate::wrong_layer;
    set_home(key, *key.fact);
    return key;
  }
  key.fate = KeyFate::free;
  if (!is_free(key, methods)) judge_stranger(key);
  // A section with a name of its own may still be a method's that nobody lists.
  const bool may_be_method = key.fate == KeyFate::unknown && key.near.empty() &&
                             value.is_mapping() && has_free_names(holder);
  if (may_be_method) key.fate = KeyFate::free;
  if (key.fate == KeyFate::free) key.fact = facts::find_patroni_setting(key.path);
  return key;
}

void Walk::judge_stranger(PlacedKey& key) const {
  const std::string_view name = key.name();
  const bool is_parameter = may_hold_parameters(key.holder) && is_parameter_name(name);
  const PatroniSetting* home = home_row(key.holder, name, key.value);
  const bool is_beside_parameters = key.holder == "postgresql" && is_parameter;
  if (home != nullptr && !is_beside_parameters) {
    key.fate = KeyFate::misplaced;
    set_home(key, *home);
    return;
  }
  if (is_parameter || (key.holder == "postgresql" && contains(name, "."))) {
    key.fate = KeyFate::parameter;
    const bool is_local = key.layer == SettingLayer::local && key.holder != "bootstrap";
    key.home =
        is_local ? "postgresql.parameters" : dynamic_path("postgresql.parameters", key.layer);
    return;
  }
  key.fate = KeyFate::unknown;
  const auto near = nearest_name(name, legal_names(key.holder, key.layer));
  const PatroniSetting* meant = near ? exact_row(key.holder, *near) : nullptr;
  if (meant != nullptr && has_shape_of(*meant, key.value)) key.near = *near;
}

void Walk::enter(const PlacedKey& key) {
  if (key.fate > KeyFate::free) return;
  if (key.path == "bootstrap.dcs") return mapping(key.value, "", SettingLayer::bootstrap_dcs);
  if (key.value.is_mapping() && has_rows_below(key.path))
    return mapping(key.value, key.path, key.layer);
  const std::string items = cat(key.path, ".*");
  if (!key.value.is_sequence() || !has_rows_below(items)) return;
  if (key.path != "ignore_slots" && key.path != "kubernetes.ports") return;
  for (const Value& item : key.value.items()) mapping(item, items, key.layer);
}

}  // namespace

bool is_too_long(const Value& collection) {
  return collection.is_mapping() ? collection.members().size() > most_keys
                                 : collection.items().size() > most_keys;
}

std::string dynamic_path(std::string_view path, SettingLayer found_in) {
  return found_in == SettingLayer::dynamic ? std::string(path) : cat("bootstrap.dcs.", path);
}

std::vector<std::string_view> legal_names(std::string_view holder, SettingLayer layer) {
  std::vector<std::string_view> names;
  std::vector<std::string_view> old_names;
  for (const PatroniSetting& row : facts::patroni_settings()) {
    if (holder_of(row.path) != holder || last_name(row.path) == "*") continue;
    if (is_variable_row(row) || !reads_in(row, layer) || row.is_unreleased) continue;
    (is_old(row) ? old_names : names).push_back(last_name(row.path));
  }
  return names.empty() ? old_names : names;
}

void add_placed_keys(const Value& root, const PatroniDocument* member, const SourceSet& sources,
                     std::vector<PlacedKey>& out) {
  if (is_flattened(root)) return;
  const SettingLayer layer = member != nullptr ? SettingLayer::local : SettingLayer::dynamic;
  Walk(member, sources, out).mapping(root, "", layer);
}

}  // namespace patrol
