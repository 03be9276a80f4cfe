// Looks keys up in the table of settings.
#include "rules/etcd/shared_yaml.h"

#include "linter/base/text.h"
#include "linter/facts/facts.h"

namespace patrol::rules {

bool is_etcd_key(std::string_view path) {
  if (path == client_section || path == peer_section) return true;
  if (path.starts_with("discovery-config")) return true;
  const facts::EtcdSetting* flag = facts::find_etcd_flag(path);
  const bool is_own_place = flag != nullptr && (flag->yaml_path.empty() || flag->yaml_path == path);
  return is_own_place || facts::find_etcd_yaml(path) != nullptr;
}

std::string_view yaml_path_of(std::string_view flag) {
  const facts::EtcdSetting* fact = facts::find_etcd_flag(flag);
  return fact == nullptr ? std::string_view{} : fact->yaml_path;
}

bool is_section_key(std::string_view path) {
  return path.starts_with(client_section) || path.starts_with(peer_section);
}

bool has_misplaced_key(const Value& root, std::string_view section) {
  for (const auto& [key, value, merged, overridden] : root[section].members())
    if (!is_etcd_key(cat(section, '.', key.text()))) return true;
  for (const auto& [key, value, merged, overridden] : root.members())
    if (yaml_path_of(key.text()).starts_with(section)) return true;
  return false;
}

}  // namespace patrol::rules
