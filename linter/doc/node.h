// The tree a YAML text was read into: order, duplicates, merges and byte spans kept, values as
// Python sees them. Nodes live in one array; aliases share nodes, so the tree may be a graph and
// even hold a cycle: walk it with `Value` and a bound.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "linter/base/source.h"

namespace patrol {

using NodeId = std::uint32_t;
inline constexpr NodeId no_node = 0xFFFFFFFF;

/// What Python's safe loader makes of a node. `date` covers dates and timestamps; `set` is !!set.
/// `opaque` is a template placeholder whose value cannot be known.
enum class NodeKind : std::uint8_t {
  null,
  boolean,
  integer,
  floating,
  string,
  date,
  binary,
  opaque,
  sequence,
  mapping,
  set,
};

enum class ScalarStyle : std::uint8_t {
  none,
  plain,
  single_quoted,
  double_quoted,
  literal,
  folded
};

/// One `key: value`. An overridden entry lost against a later entry with an equal key (or, when
/// merged, against an explicit one); Python does not see it.
struct Entry {
  NodeId key = no_node;
  NodeId value = no_node;
  bool is_merged = false;  // came in through `<<`
  bool is_overridden = false;
};

struct Node {
  NodeKind kind = NodeKind::null;
  ScalarStyle style = ScalarStyle::none;
  bool has_tag = false;             // an explicit !!tag decided the kind
  bool has_big_integer = false;     // `text` is the decimal form, `integer` is meaningless
  bool is_exact = false;            // `text` is byte for byte source.substr(content_begin)
  Span span;                        // scalar with its quotes; block with its indicator; collection
  std::uint32_t content_begin = 0;  // exact: offset of the content; else the first of its pieces
  NodeId parent = no_node;          // first parent; no_node for the root and for keys' own parent
  NodeId key = no_node;             // the key in the parent mapping
  std::uint32_t index = 0;          // the place in the parent sequence
  std::string_view text;            // scalars: content after unquoting, unescaping and folding
  std::int64_t integer = 0;
  double floating = 0;
  bool boolean = false;
  std::vector<NodeId> items;   // sequence; for a set its members
  std::vector<Entry> entries;  // mapping: merged entries, then its own in the order of the text
};

/// Why a text could not be read, or what was stepped over.
struct YamlProblem {
  enum class Kind { syntax, encoding, duplicate_anchor, template_line, code_fence, limit, value };
  Kind kind = Kind::syntax;
  Span at;
  std::string message;  // lower case, no final period
};

/// Bytes of a scalar's text that stand unchanged in the source.
struct TextPiece {
  std::uint32_t text_begin = 0;
  std::uint32_t source_begin = 0;
  std::uint32_t length = 0;
};

/// Places of a mapping's string keys in `entries`, by text; equal ones in the order of the text.
using KeyOrder = std::vector<std::uint32_t>;

struct YamlTree {
  FileId file{};
  std::vector<Node> nodes;
  std::deque<std::string> owned;     // texts of scalars that are not slices of the source
  std::vector<TextPiece> pieces;     // of scalars that are not exact; one without length ends a run
  std::vector<Span> template_lines;  // stepped over, in the order of the text (tolerant reading)
  NodeId root = no_node;             // no_node: nothing was read (empty text or fatal problem)
  bool is_ok = true;                 // PyYAML would have loaded it
  std::unordered_map<NodeId, KeyOrder> key_orders;  // of large mappings, so that lookups stay quick
  std::vector<YamlProblem> problems;
};

/// Fills `key_orders`; to be called once all nodes are there.
void order_keys(YamlTree& tree);

/// A node seen by a rule: cheap to copy, valid while the tree lives; a missing value is a Value
/// too.
class Value {
 public:
  Value() = default;
  Value(const YamlTree& tree, NodeId id) : tree_(&tree), id_(id) {}

  /// False for a value that is not there. A null that is written is there.
  explicit operator bool() const { return tree_ != nullptr && id_ != no_node; }
  friend bool operator==(const Value&, const Value&) = default;

  [[nodiscard]] NodeKind kind() const;  // null when missing
  [[nodiscard]] bool is_null() const { return kind() == NodeKind::null; }
  [[nodiscard]] bool is_string() const { return kind() == NodeKind::string; }
  [[nodiscard]] bool is_integer() const { return kind() == NodeKind::integer; }
  [[nodiscard]] bool is_boolean() const { return kind() == NodeKind::boolean; }
  [[nodiscard]] bool is_opaque() const { return kind() == NodeKind::opaque; }
  [[nodiscard]] bool is_mapping() const { return kind() == NodeKind::mapping; }
  [[nodiscard]] bool is_sequence() const { return kind() == NodeKind::sequence; }
  [[nodiscard]] bool is_scalar() const;
  /// Plain, not quoted and not a block scalar.
  [[nodiscard]] bool is_plain() const;

  /// Content of a scalar as written (unquoted): "on" for a boolean, "010" for the integer 8.
  [[nodiscard]] std::string_view text() const;
  [[nodiscard]] std::optional<std::int64_t> integer() const;  // integers that fit, nothing else
  [[nodiscard]] std::optional<double> floating() const;
  [[nodiscard]] std::optional<bool> boolean() const;
  /// As Python's str() gives it: "True", "8", "None", the text of a string.
  [[nodiscard]] std::string python_str() const;
  /// Python's name of the type: "str", "int", "bool", "float", "NoneType", "list", "dict", …
  [[nodiscard]] std::string_view python_type() const;

  /// The value Python sees under a key (text of a string key); missing when there is none.
  [[nodiscard]] Value operator[](std::string_view key) const;
  /// Walks dotted keys: at("postgresql.parameters.max_connections"). No list indexes.
  [[nodiscard]] Value at(std::string_view dotted) const;

  struct Member;
  /// Entries of a mapping that Python sees, merged ones first.
  [[nodiscard]] std::vector<Member> members() const;
  /// All entries, the overridden ones too.
  [[nodiscard]] std::vector<Member> all_members() const;
  [[nodiscard]] std::vector<Value> items() const;  // of a sequence, else empty

  [[nodiscard]] Value key() const;     // the key this value stands under
  [[nodiscard]] Value parent() const;  // the first collection that holds it
  /// "bootstrap.dcs.ttl", "pg_hba[2]"; "" for the root.
  [[nodiscard]] std::string path() const;

  [[nodiscard]] Span span() const;      // of the value; an empty value stands behind its colon
  [[nodiscard]] Span key_span() const;  // of the key; of the value where there is no key
  /// The source bytes of a part of `text()`; the whole scalar where the text is not a slice.
  [[nodiscard]] Span part(std::size_t begin, std::size_t end) const;

  [[nodiscard]] NodeId id() const { return id_; }
  [[nodiscard]] const YamlTree* tree() const { return tree_; }

 private:
  [[nodiscard]] const Node* node() const;
  const YamlTree* tree_ = nullptr;
  NodeId id_ = no_node;
};

struct Value::Member {
  Value key;
  Value value;
  bool is_merged = false;
  bool is_overridden = false;
};

}  // namespace patrol
