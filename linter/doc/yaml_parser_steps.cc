// What may come next in each open collection.
#include <algorithm>

#include "linter/base/text.h"
#include "linter/doc/yaml_parser.h"

namespace patrol {

using Kind = YamlTokenKind;

void YamlParser::step() {
  const std::size_t level = frames_.size() - 1;
  switch (frames_[level].kind) {
    case FrameKind::block_sequence:
      return step_block_sequence(level);
    case FrameKind::indentless_sequence:
      return step_indentless_sequence(level);
    case FrameKind::block_mapping:
      return step_block_mapping(level);
    case FrameKind::flow_sequence:
      return step_flow_sequence(level);
    case FrameKind::flow_mapping:
      return step_flow_mapping(level);
    case FrameKind::flow_pair:
      return step_flow_pair(level);
  }
}

void YamlParser::step_block_sequence(std::size_t level) {
  if (next() == Kind::block_entry) {
    const YamlToken dash = take();
    const bool is_empty = next_is({Kind::block_entry, Kind::block_end});
    return append(level, is_empty ? add_empty(dash.end) : read_node(Place::block));
  }
  if (next() != Kind::block_end) return fail_at_next();
  take();
  close();
}

// A list whose dashes stand in the column of the key above it.
void YamlParser::step_indentless_sequence(std::size_t level) {
  if (next() != Kind::block_entry) return close();
  const YamlToken dash = take();
  const bool is_empty = next_is({Kind::block_entry, Kind::key, Kind::value, Kind::block_end});
  append(level, is_empty ? add_empty(dash.end) : read_node(Place::block));
}

void YamlParser::step_block_mapping(std::size_t level) {
  if (frames_[level].phase == Phase::value) return read_value(level);
  if (next() == Kind::block_end) {
    take();
    return close();
  }
  if (next() != Kind::key) return fail_at_next();
  read_key(level);
}

void YamlParser::step_flow_sequence(std::size_t level) {
  if (!enter_flow_item(level, Kind::flow_sequence_end)) return;
  if (next() == Kind::key) return append(level, open(FrameKind::flow_pair, {}));
  append(level, read_node(Place::flow));
}

void YamlParser::step_flow_mapping(std::size_t level) {
  if (frames_[level].phase == Phase::value) return read_value(level);
  if (frames_[level].phase == Phase::no_value) return set_value(level, add_empty(last_end_));
  if (!enter_flow_item(level, Kind::flow_mapping_end)) return;
  if (next() == Kind::key) return read_key(level);
  set_key(level, read_node(Place::flow));
  if (frames_[level].phase == Phase::value) frames_[level].phase = Phase::no_value;
}

// `[a: 1]` is a list with a mapping of one entry.
void YamlParser::step_flow_pair(std::size_t level) {
  if (frames_[level].phase == Phase::first) return read_key(level);
  if (frames_[level].phase == Phase::value) return read_value(level);
  close();
}

// Past the comma. False when the collection ends here, or cannot go on.
bool YamlParser::enter_flow_item(std::size_t level, YamlTokenKind closing) {
  const bool is_first = frames_[level].phase == Phase::first;
  frames_[level].phase = Phase::key;
  if (next() != closing && !is_first) {
    if (next() != Kind::flow_entry) {
      fail_at_next();
      return false;
    }
    take();
  }
  if (next() != closing) return true;
  take();
  close();
  return false;
}

bool YamlParser::next_is_empty(std::size_t level) {
  switch (frames_[level].kind) {
    case FrameKind::flow_pair:
      return next_is({Kind::flow_entry, Kind::flow_sequence_end});
    case FrameKind::flow_mapping:
      return next_is({Kind::flow_entry, Kind::flow_mapping_end});
    default:
      return next_is({Kind::key, Kind::value, Kind::block_end});
  }
}

YamlParser::Place YamlParser::place_of(std::size_t level) const {
  return frames_[level].kind == FrameKind::block_mapping ? Place::block_or_list : Place::flow;
}

void YamlParser::read_key(std::size_t level) {
  const YamlToken key = take();
  const bool is_empty = next() == Kind::value || next_is_empty(level);
  set_key(level, is_empty ? add_empty(key.end) : read_node(place_of(level)));
}

void YamlParser::read_value(std::size_t level) {
  if (next() == Kind::failure) return fail_at_next();
  if (next() != Kind::value) return set_value(level, add_empty(last_end_));
  const YamlToken colon = take();
  set_value(level, next_is_empty(level) ? add_empty(colon.end) : read_node(place_of(level)));
}

void YamlParser::append(std::size_t level, NodeId item) {
  if (item == no_node) return;
  const NodeId list = frames_[level].node;
  auto& items = tree_.nodes[list].items;
  const auto index = static_cast<std::uint32_t>(items.size());
  items.push_back(item);
  if (is_alias_) return;
  Node& node = tree_.nodes[item];
  node.parent = list;
  node.index = index;
}

void YamlParser::set_key(std::size_t level, NodeId key) {
  if (key == no_node) return;
  frames_[level].key = key;
  frames_[level].phase = Phase::value;
}

void YamlParser::set_value(std::size_t level, NodeId value) {
  if (value == no_node) return;
  Frame& frame = frames_[level];
  tree_.nodes[frame.node].entries.push_back({frame.key, value});
  frame.phase = frame.kind == FrameKind::flow_pair ? Phase::end : Phase::key;
  if (is_alias_) return;
  Node& node = tree_.nodes[value];
  node.parent = frame.node;
  node.key = frame.key;
}

void YamlParser::close() {
  Span& at = tree_.nodes[frames_.back().node].span;
  last_end_ = at.end = std::max(at.begin, last_end_);
  frames_.pop_back();
}

// What was read before a problem stays; a key without its value gets an empty one.
void YamlParser::close_all() {
  while (!frames_.empty()) {
    const Phase phase = frames_.back().phase;
    if (phase == Phase::value || phase == Phase::no_value)
      set_value(frames_.size() - 1, add_empty(last_end_));
    close();
  }
}

}  // namespace patrol
