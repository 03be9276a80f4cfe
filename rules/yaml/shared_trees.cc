// Walks over trees for the rules about YAML.
#include "rules/yaml/shared_trees.h"

namespace patrol::rules {

std::vector<const YamlTree*> yaml_trees(const Snapshot& cluster) {
  std::vector<const YamlTree*> trees;
  for (const PatroniDocument* member : cluster.patroni)
    if (!member->is_environment) trees.push_back(&member->tree);
  for (const DynamicDocument* document : cluster.dynamic) trees.push_back(&document->tree);
  for (const EtcdDocument* member : cluster.etcd)
    if (member->is_yaml) trees.push_back(&member->tree);
  for (const UnknownDocument* document : cluster.unknown) trees.push_back(&document->tree);
  return trees;
}

Spot at(Span span) {
  return {span, ""};
}

void for_each_mapping(const YamlTree& tree, const std::function<void(const Value&)>& visit) {
  for (NodeId id = 0; id < tree.nodes.size(); ++id)
    if (tree.nodes[id].kind == NodeKind::mapping) visit(Value(tree, id));
}

bool is_secret(const PlacedKey& key) {
  if (key.fact != nullptr && key.fact->is_secret) return true;
  const std::string name = lower(key.name());
  return contains(name, "password") || contains(name, "token") || contains(name, "secret");
}

void add_quotes(FindingBuilder& finding, const Value& value) {
  std::string quoted = "'";
  for (const char letter : value.text()) quoted += letter == '\'' ? "''" : std::string(1, letter);
  finding.fix("put the value in quotes", Safety::needs_review,
              {{.at = value.span(), .replacement = quoted + "'"}});
}

}  // namespace patrol::rules
