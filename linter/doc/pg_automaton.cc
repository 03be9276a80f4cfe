// Thompson's construction and a simulation on sets of nodes: linear in the name, no backtracking.
#include "linter/doc/pg_automaton.h"

#include <algorithm>
#include <utility>

namespace patrol {

namespace {
constexpr std::size_t most_nodes = 2000;
}  // namespace

// Builds backwards: every part is given the node that follows it.
class PgAutomaton::Builder {
 public:
  Builder(const PgRegex& regex, PgAutomaton& out) : regex_(regex), out_(out) {}

  bool run() {
    const std::uint16_t accept = add({.kind = Node::Kind::accept});
    out_.first_ = part(regex_.root, accept);
    return !is_too_large_;
  }

 private:
  std::uint16_t add(Node node) {
    if (out_.nodes_.size() >= most_nodes) {
      is_too_large_ = true;
      return 0;
    }
    out_.nodes_.push_back(std::move(node));
    return static_cast<std::uint16_t>(out_.nodes_.size() - 1);
  }

  std::uint16_t part(int index, std::uint16_t next) {
    if (is_too_large_) return 0;
    const PgRegexNode& node = regex_.nodes[static_cast<std::size_t>(index)];
    switch (node.kind) {
      case PgRegexNode::Kind::empty:
        return next;
      case PgRegexNode::Kind::letter:
        return letter(node, next);
      case PgRegexNode::Kind::text_begin:
        return add({.kind = Node::Kind::text_begin, .next = {next}});
      case PgRegexNode::Kind::text_end:
        return add({.kind = Node::Kind::text_end, .next = {next}});
      case PgRegexNode::Kind::sequence:
        for (std::size_t at = node.parts.size(); at-- > 0;) next = part(node.parts[at], next);
        return next;
      case PgRegexNode::Kind::choice: {
        Node fork;
        for (const int piece : node.parts) fork.next.push_back(part(piece, next));
        return add(std::move(fork));
      }
      case PgRegexNode::Kind::repeat:
        return repeat(node, next);
    }
    return next;
  }

  std::uint16_t letter(const PgRegexNode& node, std::uint16_t next) {
    const auto known = std::find(out_.sets_.begin(), out_.sets_.end(), node.letters);
    const auto set = static_cast<std::uint16_t>(known - out_.sets_.begin());
    if (known == out_.sets_.end()) out_.sets_.push_back(node.letters);
    return add({.kind = Node::Kind::letter, .letters = set, .next = {next}});
  }

  std::uint16_t repeat(const PgRegexNode& node, std::uint16_t next) {
    const int piece = node.parts.front();
    if (node.most < 0) {
      const std::uint16_t loop = add({.kind = Node::Kind::fork, .next = {next}});
      const std::uint16_t body = part(piece, loop);
      if (!is_too_large_) out_.nodes_[loop].next.push_back(body);
      next = loop;
    } else {
      const std::uint16_t after = next;
      for (int i = node.least; i < node.most && !is_too_large_; ++i)
        next = add({.kind = Node::Kind::fork, .next = {part(piece, next), after}});
    }
    for (int i = 0; i < node.least && !is_too_large_; ++i) next = part(piece, next);
    return next;
  }

  const PgRegex& regex_;
  PgAutomaton& out_;
  bool is_too_large_ = false;
};

std::optional<PgAutomaton> PgAutomaton::build(const PgRegex& regex) {
  if (!regex.is_certain || regex.root < 0) return std::nullopt;
  PgAutomaton automaton;
  if (!Builder(regex, automaton).run()) return std::nullopt;
  return automaton;
}

// Follows all edges that need no byte. Letters and pending text ends stay.
PgAutomaton::State PgAutomaton::close(std::vector<std::uint16_t> open, Where where) const {
  State state{.nodes = {}, .is_begin = where.is_begin};
  std::vector<bool> is_seen(nodes_.size());
  while (!open.empty() && !state.has_matched) {
    const std::uint16_t at = open.back();
    open.pop_back();
    if (is_seen[at]) continue;
    is_seen[at] = true;
    const Node& node = nodes_[at];
    const bool is_open = node.kind == Node::Kind::fork ||
                         (node.kind == Node::Kind::text_begin && where.is_begin) ||
                         (node.kind == Node::Kind::text_end && where.is_end);
    if (is_open) open.insert(open.end(), node.next.begin(), node.next.end());
    if (node.kind == Node::Kind::accept) state.has_matched = true;
    if (node.kind == Node::Kind::letter || node.kind == Node::Kind::text_end)
      state.nodes.push_back(at);
  }
  if (state.has_matched) state.nodes.clear();
  std::sort(state.nodes.begin(), state.nodes.end());
  return state;
}

PgAutomaton::State PgAutomaton::start() const {
  return close({first_}, {.is_begin = true});
}

PgAutomaton::State PgAutomaton::step(const State& state, unsigned char byte) const {
  if (state.has_matched) return state;
  std::vector<std::uint16_t> open{first_};  // a match may begin anywhere
  for (const std::uint16_t at : state.nodes) {
    const Node& node = nodes_[at];
    if (node.kind == Node::Kind::letter && sets_[node.letters][byte])
      open.push_back(node.next.front());
  }
  return close(std::move(open), {});
}

bool PgAutomaton::accepts(const State& state) const {
  return state.has_matched ||
         close(state.nodes, {.is_begin = state.is_begin, .is_end = true}).has_matched;
}

bool PgAutomaton::matches(std::string_view name) const {
  State state = start();
  for (const char byte : name) state = step(state, static_cast<unsigned char>(byte));
  return accepts(state);
}

std::vector<std::bitset<256>> PgAutomaton::letter_sets() const {
  return sets_;
}

}  // namespace patrol
