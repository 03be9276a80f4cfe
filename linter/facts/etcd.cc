// Look-ups in etcd's settings: binary search by flag, variable and path in the configuration file.
#include "linter/facts/etcd.h"

#include <algorithm>

namespace patrol::facts {
namespace {

using Member = std::string_view EtcdSetting::*;

const EtcdSetting* find_in(std::span<const EtcdSetting* const> index, Member member,
                           std::string_view key) {
  const auto found = std::lower_bound(
      index.begin(), index.end(), key,
      [member](const EtcdSetting* row, std::string_view wanted) { return row->*member < wanted; });
  return found == index.end() || (*found)->*member != key ? nullptr : *found;
}

}  // namespace

bool EtcdSetting::is_known_in(Version version) const {
  if (version < since || (removed_in != Version{} && version >= removed_in)) return false;
  return std::none_of(late_in.begin(), late_in.end(), [version](Version first) {
    return version.major == first.major && version.minor == first.minor && version < first;
  });
}

bool EtcdSetting::is_known_in_yaml(Version version) const {
  if (yaml_path.empty() || version < yaml_since) return false;
  if (yaml_removed_in != Version{} && version >= yaml_removed_in) return false;
  return is_known_in(version);
}

std::string_view EtcdSetting::default_in(Version version) const {
  return version < default_since ? old_default : default_value;
}

const EtcdSetting* find_etcd_flag(std::string_view flag) {
  const auto table = etcd_settings();
  const auto found = std::lower_bound(
      table.begin(), table.end(), flag,
      [](const EtcdSetting& row, std::string_view wanted) { return row.flag < wanted; });
  return found == table.end() || found->flag != flag ? nullptr : &*found;
}

const EtcdSetting* find_etcd_variable(std::string_view variable) {
  return find_in(etcd_settings_by_variable(), &EtcdSetting::variable, variable);
}

const EtcdSetting* find_etcd_yaml(std::string_view yaml_path) {
  return find_in(etcd_settings_by_yaml(), &EtcdSetting::yaml_path, yaml_path);
}

std::vector<std::string_view> etcd_yaml_children(std::string_view section) {
  std::vector<std::string_view> keys;
  for (const EtcdSetting* const row : etcd_settings_by_yaml()) {
    std::string_view rest = row->yaml_path;
    if (!section.empty()) {
      if (!rest.starts_with(section) || !rest.substr(section.size()).starts_with('.')) continue;
      rest.remove_prefix(section.size() + 1);
    }
    const std::string_view key = rest.substr(0, rest.find('.'));
    if (keys.empty() || keys.back() != key) keys.push_back(key);
  }
  return keys;
}

}  // namespace patrol::facts
