// Builds the tree that Patroni builds from its environment.
#include "linter/model/patroni_env.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "linter/base/text.h"
#include "linter/doc/yaml.h"
#include "linter/facts/facts.h"
#include "linter/model/env_value.h"
#include "linter/model/python.h"

namespace patrol {
namespace {

/// A YAML tree made by hand; mappings are created when a path first needs them.
class TreeBuilder {
 public:
  explicit TreeBuilder(FileId file) {
    tree_.file = file;
    tree_.root = add_mapping(Span{file, 0, 0}, no_node, no_node);
  }

  void set(std::string_view path, const EnvVariable& variable, Node value) {
    NodeId parent = tree_.root;
    for (;;) {
      const auto dot = path.find('.');
      const std::string_view key = path.substr(0, dot);
      if (dot == std::string_view::npos) {
        add_entry(parent, key, variable, std::move(value));
        return;
      }
      parent = mapping_under(parent, key, variable);
      path.remove_prefix(dot + 1);
    }
  }

  std::string_view own(std::string text) { return tree_.owned.emplace_back(std::move(text)); }
  YamlTree take() { return std::move(tree_); }

 private:
  NodeId add_node(Node node) {
    tree_.nodes.push_back(std::move(node));
    return static_cast<NodeId>(tree_.nodes.size() - 1);
  }

  NodeId add_mapping(Span span, NodeId parent, NodeId key) {
    Node node;
    node.kind = NodeKind::mapping;
    node.span = span;
    node.parent = parent;
    node.key = key;
    return add_node(std::move(node));
  }

  NodeId add_key(std::string_view key, const EnvVariable& variable) {
    Node node;
    node.kind = NodeKind::string;
    node.style = ScalarStyle::plain;
    node.span = variable.name_span;
    node.text = own(std::string(key));
    return add_node(std::move(node));
  }

  void add_entry(NodeId parent, std::string_view key, const EnvVariable& variable, Node value) {
    const NodeId key_id = add_key(key, variable);
    value.parent = parent;
    value.key = key_id;
    const NodeId value_id = add_node(std::move(value));
    tree_.nodes[parent].entries.push_back({.key = key_id, .value = value_id});
  }

  NodeId mapping_under(NodeId parent, std::string_view key, const EnvVariable& variable) {
    for (const Entry& entry : tree_.nodes[parent].entries)
      if (tree_.nodes[entry.key].text == key) return entry.value;
    const NodeId key_id = add_key(key, variable);
    const NodeId id = add_mapping(variable.name_span, parent, key_id);
    tree_.nodes[parent].entries.push_back({.key = key_id, .value = id});
    return id;
  }

  YamlTree tree_;
};

bool accepts(const facts::PatroniSetting& setting, facts::PatroniType type) {
  return std::find(setting.types.begin(), setting.types.end(), type) != setting.types.end();
}

Node value_of(const EnvVariable& variable, const facts::PatroniSetting& setting, bool is_unclear,
              TreeBuilder& builder) {
  Node node;
  node.kind = NodeKind::string;
  node.style = ScalarStyle::double_quoted;  // never plain: the environment has no YAML types
  node.span = variable.value_span;
  node.text = builder.own(variable.value);
  node.is_exact = variable.is_exact;
  node.content_begin = variable.content_begin;
  if (is_unclear) {
    node.kind = NodeKind::opaque;
    return node;
  }
  if (accepts(setting, facts::PatroniType::boolean)) {
    if (const auto word = patroni_bool(variable.value)) {
      node.kind = NodeKind::boolean;
      node.boolean = *word;
    }
  }
  if (accepts(setting, facts::PatroniType::integer)) {
    if (const auto number = to_integer(variable.value)) {
      node.kind = NodeKind::integer;
      node.integer = *number;
    }
  }
  return node;
}

}  // namespace

YamlTree patroni_tree(const EnvFile& env) {
  TreeBuilder builder(env.file);
  const SpoiltVariables spoilt(env);
  for (const EnvVariable& variable : env.variables) {
    if (variable.is_overridden || variable.value.empty()) continue;
    const facts::PatroniSetting* setting = facts::find_patroni_variable(variable.name);
    if (setting == nullptr || contains(setting->path, "*")) continue;
    const bool is_unclear = holds_placeholder(variable.value) || spoilt.has(variable.name);
    builder.set(setting->path, variable, value_of(variable, *setting, is_unclear, builder));
  }
  return builder.take();
}

}  // namespace patrol
