// Finds methods and commands in files and in dynamic configuration.
#include "rules/methods/shared_methods.h"

#include "linter/model/layers.h"

namespace patrol::rules {
namespace {

Value list_in(const Value& section) {
  const Value plural = section["create_replica_methods"];
  return plural && !plural.is_null() ? plural : section["create_replica_method"];
}

bool is_direct_command(const PlacedKey& key) {
  if (!key.value.is_string()) return false;
  if (key.holder == "postgresql.callbacks") return true;
  return key.path == "bootstrap.*.command" || key.path == "postgresql.*.command" ||
         key.path == "bootstrap.post_bootstrap" || key.path == "bootstrap.post_init" ||
         key.path == "postgresql.pre_promote" || key.path == "postgresql.before_stop";
}

}  // namespace

Value replica_method_list(const Snapshot& cluster, const PatroniDocument& member) {
  const Value local = list_in(member.root()["postgresql"]);
  const Value list =
      local && !local.is_null() ? local : list_in(dynamic_root(cluster, member)["postgresql"]);
  return is_too_long(list) ? Value{} : list;
}

Value replica_method_section(const Snapshot& cluster, const PatroniDocument& member,
                             std::string_view name) {
  const Value local = member.root()["postgresql"][name];
  return local ? local : dynamic_root(cluster, member)["postgresql"][name];
}

std::vector<Value> direct_commands(const Snapshot& cluster) {
  std::vector<Value> out;
  for (const PlacedKey& key : cluster.keys)
    if (is_direct_command(key)) out.push_back(key.value);
  return out;
}

std::string_view program_of(std::string_view command) {
  command = trim(command);
  const std::string_view word = command.substr(0, command.find_first_of(" \t\n"));
  return word.substr(word.find_last_of('/') + 1);
}

}  // namespace patrol::rules
