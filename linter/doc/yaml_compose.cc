// One pass over a YAML text.
#include "linter/doc/yaml_compose.h"

#include <algorithm>
#include <utility>

#include "linter/doc/yaml_construct.h"
#include "linter/doc/yaml_parser.h"

namespace patrol {
namespace {

// A value per ten bytes is usual in configurations.
constexpr std::size_t bytes_per_node = 10;
constexpr std::size_t most_reserved_nodes = 100'000;

}  // namespace

YamlTree empty_yaml_tree(FileId file, std::string text) {
  YamlTree tree;
  tree.file = file;
  tree.pieces.push_back({});  // the empty run, for scalars without pieces
  if (!text.empty()) tree.owned.push_back(std::move(text));
  return tree;
}

std::optional<YamlFault> compose_yaml(YamlTree& tree, std::string_view text,
                                      YamlScanOptions options) {
  std::vector<YamlShape> shapes;
  const std::size_t expected = std::min(text.size() / bytes_per_node + 8, most_reserved_nodes);
  tree.nodes.reserve(expected);
  shapes.reserve(expected);
  YamlParser parser(tree, shapes, text, options);
  parser.read();
  construct_yaml(tree, shapes);
  return parser.fault();
}

}  // namespace patrol
