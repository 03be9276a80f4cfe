// Short ways to read YAML in tests.
#include "tests/support/yaml_builder.h"

#include "linter/base/text.h"
#include "linter/render/dump_yaml.h"

namespace patrol {
namespace {

constexpr std::string_view prefix = R"({"ok":true,"value":)";

std::string value_of(const YamlTree& tree, std::string_view text) {
  const std::string dump = dump_yaml(tree, text);
  if (!dump.starts_with(prefix)) return "refused";
  return dump.substr(prefix.size(), dump.size() - prefix.size() - 2);
}

bool is_inside(Span inner, Span outer) {
  return outer.begin <= inner.begin && inner.begin <= inner.end && inner.end <= outer.end;
}

std::string part_fault(const YamlTree& tree, NodeId id) {
  const Value value(tree, id);
  if (!value.is_scalar()) return {};
  const std::size_t size = value.text().size();
  for (std::size_t at = 0; at < std::min<std::size_t>(size, 64); ++at)
    if (!is_inside(value.part(at, at + 1), value.span()))
      return cat("part ", at, " of node ", id, " leaves its scalar");
  return is_inside(value.part(0, size), value.span()) ? "" : cat("whole of node ", id);
}

std::string node_fault(const YamlTree& tree, NodeId id, std::string_view text) {
  const Node& node = tree.nodes[id];
  if (!is_inside(node.span, {tree.file, 0, static_cast<std::uint32_t>(text.size())}))
    return cat("node ", id, " lies outside the text");
  if (node.parent != no_node && !is_inside(node.span, tree.nodes[node.parent].span))
    return cat("node ", id, " lies outside its parent");
  if (node.is_exact && text.substr(node.content_begin, node.text.size()) != node.text)
    return cat("node ", id, " is not what the source says");
  return part_fault(tree, id);
}

}  // namespace

YamlTree read_strict(std::string_view text) {
  return read_yaml(FileId{0}, text, YamlMode::strict);
}

YamlTree read_tolerant(std::string_view text) {
  return read_yaml(FileId{0}, text, YamlMode::tolerant);
}

std::string strict_value(std::string_view text) {
  return value_of(read_strict(text), text);
}

std::string tolerant_value(std::string_view text) {
  return value_of(read_tolerant(text), text);
}

std::string source_at(std::string_view text, Span at) {
  return std::string(text.substr(at.begin, at.end - at.begin));
}

std::string span_fault(const YamlTree& tree, std::string_view text) {
  for (NodeId id = 0; id < tree.nodes.size(); ++id)
    if (std::string fault = node_fault(tree, id, text); !fault.empty()) return fault;
  for (const YamlProblem& problem : tree.problems)
    if (problem.at.begin > problem.at.end || problem.at.end > text.size())
      return cat("problem outside the text: ", problem.message);
  return {};
}

}  // namespace patrol
