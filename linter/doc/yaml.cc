// The steps from bytes to a tree.
#include "linter/doc/yaml.h"

#include <string>
#include <utility>

#include "linter/doc/yaml_compose.h"
#include "linter/doc/yaml_encoding.h"

namespace patrol {
namespace {

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

YamlTree read_strict(YamlTree tree, std::string_view text) {
  YamlScanOptions options{.is_ascii = true};
  if (const auto fault = find_byte_fault(text, 0, options.is_ascii)) {
    refuse_bytes(tree, *fault);
  } else {
    compose_yaml(tree, text, options);
  }
  return tree;
}

// Rare enough to be read in strict mode always.
YamlTree read_utf16(FileId file, std::string_view text) {
  Utf16Text decoded = decode_utf16(text);
  YamlTree tree = empty_yaml_tree(file, std::move(decoded.text));
  const std::string_view utf8 = tree.owned.front();
  tree = read_strict(std::move(tree), utf8);
  if (!decoded.is_ok && tree.is_ok) refuse_bytes(tree, {0, 2, false});
  map_offsets(tree, decoded);
  return tree;
}

}  // namespace

YamlTree read_yaml(FileId file, std::string_view text, YamlMode mode) {
  YamlTree tree = is_utf16(text)             ? read_utf16(file, text)
                  : mode == YamlMode::strict ? read_strict(empty_yaml_tree(file), text)
                                             : read_tolerant_yaml(file, text);
  order_keys(tree);
  return tree;
}

}  // namespace patrol
