// Visits the composed nodes as PyYAML's constructor does: breadth first, each node once.
#include "linter/doc/yaml_construct.h"

#include <algorithm>
#include <string>
#include <utility>

#include "linter/base/text.h"

namespace patrol {
namespace {

constexpr std::size_t deepest_merge = 900;

class Constructor {
 public:
  Constructor(YamlTree& tree, std::vector<YamlShape>& shapes) : tree_(tree), shapes_(shapes) {}

  void run() {
    if (tree_.root == no_node) return;
    visit(tree_.root);
    while (filled_ < queue_.size()) fill(queue_[filled_++]);
  }

 private:
  void visit(NodeId id) {
    YamlShape& shape = shapes_[id];
    if (shape.is_constructed) return;
    shape.is_constructed = true;
    if (shape.tag >= YamlTag::omap && shape.tag <= YamlTag::map) {
      queue_.push_back(id);
    } else if (shape.tag > YamlTag::map) {
      refuse_tag(id);
    } else if (!shape.is_settled) {
      construct_text(id);
    }
  }

  void refuse_tag(NodeId id) {
    const YamlTag tag = shapes_[id].tag;
    const std::string_view what =
        tag == YamlTag::merge   ? "`<<` stands for a merge and cannot be a value; quote it"
        : tag == YamlTag::value ? "`=` has a meaning of its own in YAML 1.1 and cannot be a value; "
                                  "quote it"
                                : "a tag that PyYAML's safe loader does not know";
    if (tag == YamlTag::unknown && shapes_[id].form == YamlForm::scalar)
      tree_.nodes[id].kind = NodeKind::opaque;
    const YamlShape& shape = shapes_[id];
    Span at = tree_.nodes[id].span;
    if (tree_.nodes[id].has_tag) at = {at.file, shape.properties_begin, shape.properties_end};
    refuse_at(at, std::string(what));
  }

  // PyYAML lets a mapping with the key `=` stand for the scalar under it.
  void construct_text(NodeId id) {
    NodeId source = id;
    for (std::size_t steps = 0; shapes_[source].form == YamlForm::mapping; ++steps) {
      const NodeId next = default_value(source);
      if (next == no_node || steps == deepest_merge) break;
      source = next;
    }
    const bool is_text = shapes_[source].form == YamlForm::scalar;
    const bool is_time = shapes_[id].tag == YamlTag::timestamp;
    if (!is_text || (is_time && source != id))
      return refuse(id, "a tag for a single value stands before a list or mapping");
    Node& node = tree_.nodes[id];
    node.text = tree_.nodes[source].text;
    std::string message = construct_scalar(node, shapes_[id].tag, tree_.owned);
    if (!message.empty()) refuse(id, std::move(message));
  }

  NodeId default_value(NodeId mapping) {
    for (const Entry& entry : tree_.nodes[mapping].entries)
      if (shapes_[entry.key].tag == YamlTag::value) return entry.value;
    return no_node;
  }

  void fill(NodeId id) {
    const YamlShape shape = shapes_[id];
    const bool wants_mapping = shape.tag == YamlTag::map || shape.tag == YamlTag::set;
    if (shape.form != (wants_mapping ? YamlForm::mapping : YamlForm::sequence))
      return refuse(id, cat("the tag needs a ", wants_mapping ? "mapping" : "list"));
    if (wants_mapping) return fill_mapping(id);
    if (shape.tag != YamlTag::seq) return fill_pairs(id);
    for (const NodeId item : tree_.nodes[id].items) visit(item);
  }

  void fill_mapping(NodeId id) {
    flatten(id, 0);
    for (const Entry& entry : tree_.nodes[id].entries) {
      visit(entry.key);
      const YamlTag tag = shapes_[entry.key].tag;
      if (tag >= YamlTag::omap && tag <= YamlTag::map)
        refuse(entry.key, "a list or mapping cannot be a key");
      visit(entry.value);
    }
    Node& node = tree_.nodes[id];
    mark_overridden(tree_, node);
    if (shapes_[id].tag != YamlTag::set) return;
    node.kind = NodeKind::set;
    for (const Entry& entry : node.entries)
      if (!entry.is_overridden) node.items.push_back(entry.key);
  }

  // !!omap and !!pairs: a list of mappings with one entry each becomes a list of pairs.
  void fill_pairs(NodeId id) {
    for (std::size_t at = 0; at < tree_.nodes[id].items.size(); ++at) {
      const NodeId item = tree_.nodes[id].items[at];
      if (shapes_[item].form != YamlForm::mapping || tree_.nodes[item].entries.size() != 1) {
        refuse(item, "each item of an ordered map must be a mapping with one entry");
        continue;
      }
      const Entry entry = tree_.nodes[item].entries.front();
      visit(entry.key);
      visit(entry.value);
      const auto pair = static_cast<NodeId>(tree_.nodes.size());
      add_pair(id, item, entry);
      tree_.nodes[id].items[at] = pair;
      tree_.nodes[pair].index = static_cast<std::uint32_t>(at);
    }
  }

  void add_pair(NodeId list, NodeId item, const Entry& entry) {
    Node pair;
    pair.kind = NodeKind::sequence;
    pair.span = tree_.nodes[item].span;
    pair.parent = list;
    pair.items = {entry.key, entry.value};
    tree_.nodes.push_back(std::move(pair));
    shapes_.push_back({.form = YamlForm::sequence, .tag = YamlTag::seq, .is_constructed = true});
  }

  // Resolves the merge keys of a mapping, once. Merged entries come first, so that a later entry
  // with the same key wins as among explicit ones.
  void flatten(NodeId id, std::size_t depth) {
    if (shapes_[id].is_flattened) return;
    shapes_[id].is_flattened = true;
    if (depth == deepest_merge) return limit(id);
    const std::vector<NodeId> sources = take_merge_values(id);
    if (sources.empty()) return;
    std::vector<Entry> merged;
    for (const NodeId source : sources) collect(source, depth, merged);
    auto& entries = tree_.nodes[id].entries;
    merged.insert(merged.end(), entries.begin(), entries.end());
    entries = std::move(merged);
  }

  std::vector<NodeId> take_merge_values(NodeId id) {
    std::vector<NodeId> values;
    auto& entries = tree_.nodes[id].entries;
    for (const Entry& entry : entries) {
      YamlTag& tag = shapes_[entry.key].tag;
      if (tag == YamlTag::merge) values.push_back(entry.value);
      if (tag == YamlTag::value) tag = YamlTag::str;
    }
    if (!values.empty())
      std::erase_if(
          entries, [this](const Entry& entry) { return shapes_[entry.key].tag == YamlTag::merge; });
    return values;
  }

  // What `<<: source` brings: a mapping, or a list of mappings of which the first wins.
  void collect(NodeId source, std::size_t depth, std::vector<Entry>& merged) {
    if (shapes_[source].form == YamlForm::mapping) return collect_mapping(source, depth, merged);
    if (shapes_[source].form == YamlForm::scalar)
      return refuse(source, "only a mapping or a list of mappings can be merged");
    for (std::size_t at = tree_.nodes[source].items.size(); at-- > 0;) {
      const NodeId item = tree_.nodes[source].items[at];
      if (shapes_[item].form == YamlForm::mapping) {
        collect_mapping(item, depth, merged);
      } else {
        refuse(item, "only a mapping can be merged");
      }
    }
  }

  void collect_mapping(NodeId source, std::size_t depth, std::vector<Entry>& merged) {
    flatten(source, depth + 1);
    const auto& entries = tree_.nodes[source].entries;
    merged_ += entries.size();
    if (merged_ > most_merged_entries) return limit(source);
    for (Entry entry : entries) {
      entry.is_merged = true;
      merged.push_back(entry);
    }
  }

  void limit(NodeId id) {
    if (is_limited_) return;
    is_limited_ = true;
    tree_.is_ok = false;
    tree_.problems.push_back(
        {YamlProblem::Kind::limit, tree_.nodes[id].span, "merge keys bring too many entries"});
  }

  void refuse(NodeId id, std::string message) {
    refuse_at(tree_.nodes[id].span, std::move(message));
  }

  void refuse_at(Span at, std::string message) {
    tree_.is_ok = false;
    tree_.problems.push_back({YamlProblem::Kind::value, at, std::move(message)});
  }

  YamlTree& tree_;
  std::vector<YamlShape>& shapes_;
  std::vector<NodeId> queue_;
  std::size_t filled_ = 0;
  std::size_t merged_ = 0;
  bool is_limited_ = false;
};

}  // namespace

void construct_yaml(YamlTree& tree, std::vector<YamlShape>& shapes) {
  Constructor(tree, shapes).run();
}

}  // namespace patrol
