// How rules look at a tree.
#include "linter/doc/node.h"

#include <algorithm>
#include <span>

#include "linter/base/text.h"
#include "linter/doc/python_bytes.h"
#include "linter/doc/python_number.h"
#include "linter/doc/python_time.h"

namespace patrol {
namespace {

// Longer ways to the root are cycles or cannot be shown.
constexpr std::size_t longest_path = 1000;

std::string step_to(const YamlTree& tree, const Node& node) {
  if (node.key == no_node) return cat('[', node.index, ']');
  return Value(tree, node.key).python_str();
}

std::uint32_t source_end(const TextPiece& piece) {
  return piece.source_begin + piece.length;
}
std::size_t text_end(const TextPiece& piece) {
  return std::size_t{piece.text_begin} + piece.length;
}

// The pieces of a scalar that is not exact.
std::span<const TextPiece> pieces_of(const YamlTree& tree, const Node& scalar) {
  const auto all = std::span(tree.pieces);
  const auto from = all.subspan(std::min<std::size_t>(scalar.content_begin, all.size()));
  const auto end = std::find_if(from.begin(), from.end(),
                                [](const TextPiece& piece) { return piece.length == 0; });
  return from.first(static_cast<std::size_t>(end - from.begin()));
}

// Where the byte of the source stands that a byte of the text came from. Between two pieces the
// text stands for an escape, a fold or an indentation: it begins behind the piece before.
std::uint32_t source_begin_of(std::span<const TextPiece> pieces, const Node& scalar,
                              std::size_t at) {
  std::uint32_t before = scalar.span.begin;
  for (const TextPiece& piece : pieces) {
    if (at < piece.text_begin) return before;
    if (at < text_end(piece))
      return piece.source_begin + static_cast<std::uint32_t>(at) - piece.text_begin;
    before = source_end(piece);
  }
  return std::min(before, scalar.span.end);
}

// The same for its end: where the next piece begins.
std::uint32_t source_end_of(std::span<const TextPiece> pieces, const Node& scalar, std::size_t at) {
  for (const TextPiece& piece : pieces) {
    if (at < piece.text_begin) return piece.source_begin;
    if (at < text_end(piece))
      return piece.source_begin + static_cast<std::uint32_t>(at) - piece.text_begin + 1;
  }
  return scalar.span.end;
}

}  // namespace

const Node* Value::node() const {
  return *this ? &tree_->nodes[id_] : nullptr;
}

NodeKind Value::kind() const {
  return *this ? node()->kind : NodeKind::null;
}

bool Value::is_scalar() const {
  const NodeKind what = kind();
  return *this && what != NodeKind::sequence && what != NodeKind::mapping && what != NodeKind::set;
}

bool Value::is_plain() const {
  return *this && node()->style == ScalarStyle::plain;
}

std::string_view Value::text() const {
  return *this ? node()->text : std::string_view{};
}

std::optional<std::int64_t> Value::integer() const {
  if (!is_integer() || node()->has_big_integer) return std::nullopt;
  return node()->integer;
}

std::optional<double> Value::floating() const {
  if (kind() != NodeKind::floating) return std::nullopt;
  return node()->floating;
}

std::optional<bool> Value::boolean() const {
  if (!is_boolean()) return std::nullopt;
  return node()->boolean;
}

std::string Value::python_str() const {
  switch (kind()) {
    case NodeKind::null:
      return "None";
    case NodeKind::boolean:
      return node()->boolean ? "True" : "False";
    case NodeKind::integer:
      return node()->has_big_integer ? std::string(text()) : cat(node()->integer);
    case NodeKind::floating:
      return python_float_repr(node()->floating);
    case NodeKind::date: {
      const auto time = read_yaml_time(text());
      return time ? patrol::python_str(*time) : std::string(text());
    }
    case NodeKind::binary:
      return python_bytes_repr(text());
    default:
      return std::string(text());
  }
}

std::string_view Value::python_type() const {
  switch (kind()) {
    case NodeKind::null:
      return "NoneType";
    case NodeKind::boolean:
      return "bool";
    case NodeKind::integer:
      return "int";
    case NodeKind::floating:
      return "float";
    case NodeKind::date: {
      const auto time = read_yaml_time(text());
      return time && time->has_clock ? "datetime" : "date";
    }
    case NodeKind::binary:
      return "bytes";
    case NodeKind::sequence:
      return "list";
    case NodeKind::mapping:
      return "dict";
    case NodeKind::set:
      return "set";
    default:
      return "str";
  }
}

void order_keys(YamlTree& tree) {
  constexpr std::size_t large = 64;
  for (NodeId id = 0; id < tree.nodes.size(); ++id) {
    const auto& entries = tree.nodes[id].entries;
    if (entries.size() < large) continue;
    KeyOrder order;
    for (std::uint32_t at = 0; at < entries.size(); ++at)
      if (tree.nodes[entries[at].key].kind == NodeKind::string) order.push_back(at);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t left, std::uint32_t right) {
      return tree.nodes[entries[left].key].text < tree.nodes[entries[right].key].text;
    });
    tree.key_orders.emplace(id, std::move(order));
  }
}

Value Value::operator[](std::string_view key) const {
  if (!is_mapping()) return {};
  const auto& entries = node()->entries;
  const auto ordered = tree_->key_orders.find(id_);
  if (ordered != tree_->key_orders.end()) {
    const auto text = [&](std::uint32_t at) { return tree_->nodes[entries[at].key].text; };
    const KeyOrder& order = ordered->second;
    const auto behind = std::upper_bound(
        order.begin(), order.end(), key,
        [&](std::string_view wanted, std::uint32_t at) { return wanted < text(at); });
    const bool is_there = behind != order.begin() && text(*(behind - 1)) == key;
    return is_there ? Value(*tree_, entries[*(behind - 1)].value) : Value{};
  }
  const auto found = std::find_if(entries.rbegin(), entries.rend(), [&](const Entry& entry) {
    const Node& name = tree_->nodes[entry.key];
    return name.kind == NodeKind::string && name.text == key;
  });
  return found == entries.rend() ? Value{} : Value(*tree_, found->value);
}

Value Value::at(std::string_view dotted) const {
  Value value = *this;
  while (value) {
    const std::size_t dot = dotted.find('.');
    value = value[dotted.substr(0, dot)];
    if (dot == std::string_view::npos) break;
    dotted.remove_prefix(dot + 1);
  }
  return value;
}

std::vector<Value::Member> Value::members() const {
  std::vector<Member> out = all_members();
  std::erase_if(out, [](const Member& member) { return member.is_overridden; });
  return out;
}

std::vector<Value::Member> Value::all_members() const {
  std::vector<Member> out;
  if (!is_mapping()) return out;
  out.reserve(node()->entries.size());
  for (const Entry& entry : node()->entries)
    out.push_back({Value(*tree_, entry.key), Value(*tree_, entry.value), entry.is_merged,
                   entry.is_overridden});
  return out;
}

std::vector<Value> Value::items() const {
  std::vector<Value> out;
  if (!is_sequence() && kind() != NodeKind::set) return out;
  out.reserve(node()->items.size());
  for (const NodeId item : node()->items) out.emplace_back(*tree_, item);
  return out;
}

Value Value::key() const {
  return *this && node()->key != no_node ? Value(*tree_, node()->key) : Value{};
}

Value Value::parent() const {
  return *this && node()->parent != no_node ? Value(*tree_, node()->parent) : Value{};
}

std::string Value::path() const {
  std::vector<std::string> steps;
  for (const Node* at = node(); at != nullptr && at->parent != no_node;
       at = &tree_->nodes[at->parent]) {
    steps.push_back(step_to(*tree_, *at));
    if (steps.size() == longest_path) break;
  }
  std::reverse(steps.begin(), steps.end());
  std::string out;
  for (const std::string& step : steps) {
    const bool is_index = step.starts_with('[');
    if (!out.empty() && !is_index) out += '.';
    out += step;
  }
  return out;
}

Span Value::span() const {
  return *this ? node()->span : Span{};
}

Span Value::key_span() const {
  const Value name = key();
  return name ? name.span() : span();
}

Span Value::part(std::size_t begin, std::size_t end) const {
  if (!*this) return {};
  const Node& scalar = *node();
  end = std::min(end, scalar.text.size());
  begin = std::min(begin, end);
  if (!scalar.is_exact) {
    const auto pieces = pieces_of(*tree_, scalar);
    const std::size_t last = std::max(end, begin + 1) - 1;
    const std::uint32_t first_byte = source_begin_of(pieces, scalar, begin);
    return {scalar.span.file, first_byte,
            std::max(first_byte, source_end_of(pieces, scalar, last))};
  }
  const auto content = scalar.content_begin;
  return {scalar.span.file, content + static_cast<std::uint32_t>(begin),
          content + static_cast<std::uint32_t>(end)};
}

}  // namespace patrol
