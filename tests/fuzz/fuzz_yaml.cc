// Any bytes as a patroni.yml, strictly and tolerantly: no crash, and every place true.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "linter/doc/yaml.h"
#include "linter/render/dump_yaml.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

bool are_places_true(const patrol::YamlTree& tree, std::string_view text) {
  for (patrol::NodeId id = 0; id < tree.nodes.size(); ++id) {
    const patrol::Node& node = tree.nodes[id];
    if (node.span.begin > node.span.end || node.span.end > text.size()) return false;
    if (node.is_exact && text.substr(node.content_begin, node.text.size()) != node.text)
      return false;
    const patrol::Value value(tree, id);
    const patrol::Span part = value.part(0, value.text().size());
    if (value.is_scalar() && (part.begin < node.span.begin || part.end > node.span.end))
      return false;
    if (value.path().size() > std::size_t{1} << 24) return false;
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 4096) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const auto mode : {patrol::YamlMode::strict, patrol::YamlMode::tolerant}) {
    const patrol::YamlTree tree = patrol::read_yaml(patrol::FileId{0}, text, mode);
    if (!are_places_true(tree, text) || patrol::dump_yaml(tree, text).empty()) __builtin_trap();
  }
  return 0;
}
