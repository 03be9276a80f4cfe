// Aliases within aliases: a short text that stands for millions of values, or for no end of them.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "rules/yaml/shared_trees.h"

namespace patrol::rules {
namespace {

constexpr std::uint64_t most_values = 1'000'000;

/// How many values a node stands for once aliases are written out; saturates above the bound.
class Expansion {
 public:
  explicit Expansion(const YamlTree& tree) : tree_(tree), sizes_(tree.nodes.size()) {}

  /// Visits what hangs on a node without recursion, since a file may nest as deep as it likes.
  void walk(NodeId root) {
    std::vector<std::pair<NodeId, std::size_t>> open{{root, 0}};
    is_open_.assign(sizes_.size(), false);
    is_open_[root] = true;
    while (!open.empty()) {
      const NodeId here = open.back().first;
      const NodeId child = child_of(here, open.back().second++);
      if (child == no_node) {
        close(here);
        open.pop_back();
      } else if (is_open_[child]) {
        if (!cycle_) cycle_ = child;
      } else if (sizes_[child] == 0) {
        is_open_[child] = true;
        open.emplace_back(child, 0);
      }
    }
  }
  /// The first node found to hold itself.
  [[nodiscard]] std::optional<NodeId> cycle() const { return cycle_; }
  /// The first one that stands for too many values.
  [[nodiscard]] std::optional<NodeId> huge() const { return huge_; }

 private:
  [[nodiscard]] NodeId child_of(NodeId id, std::size_t at) const {
    const Node& node = tree_.nodes[id];
    if (at < node.items.size()) return node.items[at];
    at -= node.items.size();
    return at < node.entries.size() ? node.entries[at].value : no_node;
  }

  void close(NodeId id) {
    std::uint64_t size = 1;
    for (std::size_t at = 0; child_of(id, at) != no_node; ++at)
      size = std::min(size + sizes_[child_of(id, at)], 2 * most_values);
    sizes_[id] = size;
    if (size > most_values && !huge_) huge_ = id;
    is_open_[id] = false;
  }

  const YamlTree& tree_;
  std::vector<std::uint64_t> sizes_;
  std::vector<bool> is_open_;
  std::optional<NodeId> cycle_;
  std::optional<NodeId> huge_;
};

void check_tree(const YamlTree& tree, Report& report) {
  if (tree.root == no_node) return;
  Expansion expansion(tree);
  expansion.walk(tree.root);
  if (expansion.cycle()) {
    const Value value(tree, *expansion.cycle());
    report.add(at_key(value), "an alias puts this value inside itself")
        .note(
            "Patroni follows it without end when it compares or stores the configuration: "
            "`RecursionError: maximum recursion depth exceeded` or `Circular reference detected`")
        .fix("write the value out instead of the alias");
  } else if (expansion.huge()) {
    report
        .add(at_key({tree, *expansion.huge()}),
             "aliases within aliases stand for over 1,000,000 values here")
        .note("Patroni needs the memory of all of them as soon as it compares or stores the text")
        .fix("write out what is meant");
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const YamlTree* tree : yaml_trees(cluster)) check_tree(*tree, report);
}

}  // namespace

extern constinit const Rule alias_growth{
    .id = "YML015",
    .name = "alias-growth",
    .severity = Severity::error,
    .summary = "aliases make a value endless or millions of values large",
    .why =
        "Python's reader shares what an alias names, so such a file loads in no time. Comparing it "
        "on a reload or writing it to the DCS walks through every copy: Patroni stops with a "
        "traceback, or eats the memory of the machine.",
    .bad = R"(scope: main
name: n1
tags: &all  # finding: YML015
  again: *all
)",
    .good = R"(scope: main
name: n1
x-timing: &timing {ttl: 30, loop_wait: 10}
bootstrap:
  dcs: *timing
)",
    .sources = {"patroni/utils.py deep_compare 2.0 to 4.1", "json.dumps of Python 3"},
    .check = check,
};

}  // namespace patrol::rules
