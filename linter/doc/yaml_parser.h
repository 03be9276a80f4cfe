// Builds the node tree from tokens. Nothing is recursive: open collections stand on a stack, so
// deep nesting is a limit and not a crash.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "linter/doc/node.h"
#include "linter/doc/yaml_scalar.h"
#include "linter/doc/yaml_scanner.h"

namespace patrol {

/// PyYAML reads 491 levels with Python's default recursion limit; a program that calls it has
/// fewer.
inline constexpr std::size_t deepest_yaml = 480;
inline constexpr std::size_t most_yaml_nodes = 400'000;

class YamlParser {
 public:
  /// `shapes` gets one entry per node of `tree`.
  YamlParser(YamlTree& tree, std::vector<YamlShape>& shapes, std::string_view text,
             YamlScanOptions options);
  /// Reads the one document. After a problem the tree holds what was read before it.
  void read();
  /// What stopped the reading; its message is among the tree's problems.
  [[nodiscard]] const std::optional<YamlFault>& fault() const { return fault_; }

 private:
  enum class FrameKind : std::uint8_t {
    block_sequence,
    indentless_sequence,
    block_mapping,
    flow_sequence,
    flow_mapping,
    flow_pair,
  };
  enum class Phase : std::uint8_t { first, key, value, no_value, end };
  struct Frame {
    FrameKind kind{};
    Phase phase{};
    NodeId node = no_node;
    NodeId key = no_node;
  };
  struct Properties {
    std::string_view anchor;
    bool has_tag = false;
    std::string tag;
    Span at;
  };

  [[nodiscard]] YamlTokenKind next();
  [[nodiscard]] bool next_is(std::initializer_list<YamlTokenKind> kinds);
  YamlToken take();

  void read_document();
  void read_directives();
  void read_version(const YamlToken& token);
  void read_tag_handle(const YamlToken& token);
  void expect_end();

  enum class Place : std::uint8_t { block, block_or_list, flow };
  NodeId read_node(Place place);
  NodeId read_alias();
  void read_properties(Properties& properties);
  void read_tag(Properties& properties);
  NodeId read_content(Place place, const Properties& properties);
  NodeId read_scalar(const Properties& properties);
  NodeId open(FrameKind kind, const Properties& properties);
  NodeId add_node(const Properties& properties, YamlForm form, Span at);
  NodeId add_empty(std::uint32_t at);
  YamlTag scalar_tag(const Node& node, const Properties& properties);
  void settle(NodeId id);

  void step();
  // A frame is named by its level: reading a value may open another above it.
  void step_block_sequence(std::size_t level);
  void step_indentless_sequence(std::size_t level);
  void step_block_mapping(std::size_t level);
  void step_flow_sequence(std::size_t level);
  void step_flow_mapping(std::size_t level);
  void step_flow_pair(std::size_t level);
  [[nodiscard]] bool enter_flow_item(std::size_t level, YamlTokenKind closing);
  [[nodiscard]] bool next_is_empty(std::size_t level);
  [[nodiscard]] Place place_of(std::size_t level) const;
  void read_key(std::size_t level);
  void read_value(std::size_t level);
  void append(std::size_t level, NodeId item);
  void set_key(std::size_t level, NodeId key);
  void set_value(std::size_t level, NodeId value);
  void close();
  void close_all();

  void fail(YamlFault fault);
  void fail(Span at, std::string message) { fail(YamlFault{at, std::move(message)}); }
  void fail_at_next();
  [[nodiscard]] YamlFault misfit(const YamlToken& token);
  [[nodiscard]] YamlFault misfit_in_brackets(const YamlToken& token, const Frame& outermost);
  [[nodiscard]] std::string expectation();
  [[nodiscard]] std::uint32_t end_in_line(const YamlToken& token) const;
  [[nodiscard]] std::size_t indent_at(std::uint32_t at) const;
  [[nodiscard]] bool is_first_in_line(std::uint32_t at) const;
  [[nodiscard]] bool is_one_line(std::uint32_t begin, std::uint32_t end) const;
  void note(YamlProblem::Kind kind, Span at, std::string message);
  [[nodiscard]] Span span(std::uint32_t begin, std::uint32_t end) const {
    return {tree_.file, begin, end};
  }

  YamlTree& tree_;
  std::vector<YamlShape>& shapes_;
  std::string_view text_;
  YamlScanOptions options_;
  YamlScanner scanner_;
  std::vector<Frame> frames_;
  std::unordered_map<std::string_view, NodeId> anchors_;
  std::vector<std::pair<std::string_view, std::string_view>> handles_;
  std::uint32_t last_end_ = 0;  // behind the last token that is more than layout
  bool is_alias_ = false;       // the node read last is one that stood elsewhere
  Span last_quoted_;            // the quoted scalar that came last
  std::optional<YamlFault> fault_;
  bool is_failed_ = false;
};

}  // namespace patrol
