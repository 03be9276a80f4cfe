// How rules look at a tree.
#include "linter/doc/node.h"

#include <algorithm>

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

// The bytes of the source that a range of a scalar's text was made from. Between two pieces the
// text stands for an escape, a fold or an indentation.
Span source_of(const YamlTree& tree, const Node& node, std::size_t begin, std::size_t end) {
  Span out = node.span;
  const std::size_t last = std::max(begin + 1, end) - 1;
  bool is_begun = false;
  std::uint32_t previous_end = node.span.begin;
  for (std::size_t at = node.content_begin; at < tree.pieces.size(); ++at) {
    const TextPiece& piece = tree.pieces[at];
    if (piece.length == 0) break;
    const std::size_t piece_end = std::size_t{piece.text_begin} + piece.length;
    if (!is_begun && begin < piece_end) {
      is_begun = true;
      out.begin = begin < piece.text_begin
                      ? previous_end
                      : piece.source_begin + static_cast<std::uint32_t>(begin) - piece.text_begin;
    }
    if (last < piece_end) {
      const bool is_inside = last >= piece.text_begin;
      out.end = is_inside
                    ? piece.source_begin + static_cast<std::uint32_t>(last + 1) - piece.text_begin
                    : piece.source_begin;
      return out;
    }
    previous_end = piece.source_begin + piece.length;
  }
  if (!is_begun && previous_end > node.span.begin) out.begin = std::min(previous_end, out.end);
  return out;
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

Value Value::operator[](std::string_view key) const {
  if (!is_mapping()) return {};
  const auto& entries = node()->entries;
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
  std::string out;
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    const bool is_index = step->starts_with('[');
    if (!out.empty() && !is_index) out += '.';
    out += *step;
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
  if (!scalar.is_exact) return source_of(*tree_, scalar, begin, end);
  const auto content = scalar.content_begin;
  return {scalar.span.file, content + static_cast<std::uint32_t>(begin),
          content + static_cast<std::uint32_t>(end)};
}

}  // namespace patrol
