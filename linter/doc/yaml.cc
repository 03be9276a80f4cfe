// The steps from bytes to a tree.
#include "linter/doc/yaml.h"

#include <algorithm>
#include <string>
#include <vector>

#include "linter/doc/yaml_construct.h"
#include "linter/doc/yaml_encoding.h"
#include "linter/doc/yaml_parser.h"

namespace patrol {
namespace {

// A value per ten bytes is usual in configurations.
constexpr std::size_t bytes_per_node = 10;

void parse(YamlTree& tree, std::string_view text, YamlScanOptions options) {
  std::vector<YamlShape> shapes;
  const std::size_t expected = std::min<std::size_t>(text.size() / bytes_per_node + 8, 100'000);
  tree.nodes.reserve(expected);
  shapes.reserve(expected);
  YamlParser(tree, shapes, text, options).read();
  construct_yaml(tree, shapes);
}

void refuse_bytes(YamlTree& tree, const YamlByteFault& fault) {
  tree.is_ok = false;
  tree.problems.push_back({YamlProblem::Kind::encoding, Span{tree.file, fault.begin, fault.end},
                           fault.is_control ? "control character that YAML does not allow"
                                            : "bytes that are not UTF-8"});
}

// Offsets of the decoded text become offsets of the source.
void map_offsets(YamlTree& tree, const Utf16Text& decoded) {
  const auto map = [&](Span& at) {
    at.begin = decoded.origin[at.begin];
    at.end = decoded.origin[at.end];
  };
  for (Node& node : tree.nodes) {
    map(node.span);
    node.is_exact = false;
    node.content_begin = 0;
  }
  for (YamlProblem& problem : tree.problems) map(problem.at);
  tree.pieces.clear();
}

void read_utf8(YamlTree& tree, std::string_view text) {
  YamlScanOptions options{.is_ascii = true};
  if (const auto fault = find_byte_fault(text, 0, options.is_ascii))
    return refuse_bytes(tree, *fault);
  parse(tree, text, options);
}

}  // namespace

YamlTree read_yaml(FileId file, std::string_view text, YamlMode /*mode*/) {
  YamlTree tree;
  tree.file = file;
  tree.pieces.push_back({});  // the empty run, for scalars without pieces
  if (!is_utf16(text)) {
    read_utf8(tree, text);
    return tree;
  }
  Utf16Text decoded = decode_utf16(text);
  read_utf8(tree, tree.owned.emplace_back(std::move(decoded.text)));
  if (!decoded.is_ok && tree.is_ok) refuse_bytes(tree, {0, 2, false});
  map_offsets(tree, decoded);
  return tree;
}

}  // namespace patrol
