// Copies nodes of several trees into one. Spans and texts go on pointing into the documents.
#include "linter/analysis/effective_merge.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "linter/base/text.h"
#include "linter/model/python.h"

namespace patrol {
namespace {

// Aliases make a graph of a tree; copies of it end here. No configuration comes near.
constexpr std::size_t most_nodes = 200'000;
constexpr int deepest = 480;

class Merge {
 public:
  Merge() { root_ = add({.kind = NodeKind::mapping}, {}); }

  void add_document(const Value& root) {
    if (!root.is_mapping()) return;
    Node& node = tree_->nodes[root_];
    if (node.span == Span{}) node.span = root.span();
    patch(root_, root, "", 0);
  }

  MergedDocuments take() {
    tree_->root = root_;
    if (!tree_->nodes.empty()) tree_->file = tree_->nodes[root_].span.file;
    return {std::move(tree_), std::move(losses_)};
  }

 private:
  NodeId add(Node node, const Value& origin) {
    tree_->nodes.push_back(std::move(node));
    origins_.push_back(origin);
    return static_cast<NodeId>(tree_->nodes.size() - 1);
  }

  // Texts in pieces keep their pieces: those of a document are taken over as a block.
  std::uint32_t pieces_of(const YamlTree& tree) {
    const auto [found, is_new] =
        piece_offsets_.try_emplace(&tree, static_cast<std::uint32_t>(tree_->pieces.size()));
    if (is_new) tree_->pieces.insert(tree_->pieces.end(), tree.pieces.begin(), tree.pieces.end());
    return found->second;
  }

  NodeId copy_scalar(const Value& value) {
    Node node = value.tree()->nodes[value.id()];
    node.parent = no_node;
    node.key = no_node;
    node.items.clear();
    node.entries.clear();
    if (!node.is_exact) node.content_begin += pieces_of(*value.tree());
    return add(std::move(node), value);
  }

  NodeId copy(const Value& value, const std::string& path, int depth) {
    const NodeId id = copy_scalar(value);
    if (depth >= deepest || tree_->nodes.size() >= most_nodes) return id;
    std::uint32_t index = 0;
    for (const Value& item : value.items()) {
      const NodeId child = copy(item, path, depth + 1);
      tree_->nodes[child].parent = id;
      tree_->nodes[child].index = index++;
      tree_->nodes[id].items.push_back(child);
    }
    if (value.is_mapping()) note_duplicates(value, path);
    for (const auto& member : value.members())
      set(id, member, copy(member.value, path_below(path, member.key), depth + 1));
    return id;
  }

  static std::string path_below(const std::string& path, const Value& key) {
    return path.empty() ? key.python_str() : cat(path, '.', key.python_str());
  }

  void note_duplicates(const Value& mapping, const std::string& path) {
    for (const auto& member : mapping.all_members())
      if (member.is_overridden && !member.is_merged)
        losses_.push_back({path_below(path, member.key), member.value, mapping[member.key.text()],
                           LossRule::weaker});
  }

  void set(NodeId mapping, const Value::Member& member, NodeId value) {
    const NodeId key = copy_scalar(member.key);
    tree_->nodes[value].parent = mapping;
    tree_->nodes[value].key = key;
    tree_->nodes[mapping].entries.push_back({.key = key, .value = value});
  }

  // Where the keys of a mapping stand in it.
  [[nodiscard]] std::map<std::string, std::size_t> index_of(NodeId mapping) const {
    std::map<std::string, std::size_t> out;
    const auto& entries = tree_->nodes[mapping].entries;
    for (std::size_t at = 0; at < entries.size(); ++at)
      out.emplace(Value(*tree_, entries[at].key).python_str(), at);
    return out;
  }

  void patch(NodeId target, const Value& source, const std::string& path, int depth) {
    if (depth >= deepest || tree_->nodes.size() >= most_nodes) return;
    note_duplicates(source, path);
    const auto known = index_of(target);
    for (const auto& member : source.members()) {
      const auto found = known.find(member.key.python_str());
      if (found != known.end())
        patch_entry({target, found->second, path_below(path, member.key), depth}, member);
      else if (!member.value.is_null())
        set(target, member, copy(member.value, path_below(path, member.key), depth + 1));
    }
    auto& entries = tree_->nodes[target].entries;
    entries.erase(std::remove_if(entries.begin(), entries.end(),
                                 [](const Entry& entry) { return entry.value == no_node; }),
                  entries.end());
  }

  struct Spot {
    NodeId mapping = no_node;
    std::size_t at = 0;
    std::string path;
    int depth = 0;
  };

  void patch_entry(const Spot& spot, const Value::Member& member) {
    const NodeId old = tree_->nodes[spot.mapping].entries[spot.at].value;
    const Value before(*tree_, old);
    if (member.value.is_null()) {
      losses_.push_back({spot.path, origins_[old], member.value, LossRule::nulled});
      tree_->nodes[spot.mapping].entries[spot.at].value = no_node;
      return;
    }
    if (member.value.is_mapping() && before.is_mapping())
      return patch(old, member.value, spot.path, spot.depth + 1);
    if (!member.value.is_mapping() && python_text(before) == python_text(member.value)) {
      losses_.push_back({spot.path, member.value, origins_[old], LossRule::weaker});
      return;
    }
    losses_.push_back({spot.path, origins_[old], member.value, LossRule::weaker});
    const NodeId fresh = copy(member.value, spot.path, spot.depth + 1);
    const NodeId key = copy_scalar(member.key);
    tree_->nodes[fresh].parent = spot.mapping;
    tree_->nodes[fresh].key = key;
    tree_->nodes[spot.mapping].entries[spot.at] = {.key = key, .value = fresh};
  }

  std::shared_ptr<YamlTree> tree_ = std::make_shared<YamlTree>();
  std::vector<Value> origins_;  // by node
  std::map<const YamlTree*, std::uint32_t> piece_offsets_;
  std::vector<MergeLoss> losses_;
  NodeId root_ = no_node;
};

}  // namespace

MergedDocuments merge_documents(std::span<const Value> roots) {
  Merge merge;
  for (const Value& root : roots) merge.add_document(root);
  return merge.take();
}

}  // namespace patrol
