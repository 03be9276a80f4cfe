// Documents, nodes and their properties.
#include "linter/doc/yaml_parser.h"

#include <algorithm>

#include "linter/base/text.h"
#include "linter/doc/yaml_template.h"

namespace patrol {

using Kind = YamlTokenKind;

YamlParser::YamlParser(YamlTree& tree, std::vector<YamlShape>& shapes, std::string_view text,
                       YamlScanOptions options)
    : tree_(tree), shapes_(shapes), text_(text), options_(options), scanner_(tree, text, options) {
}

// A block mapping and a key begin before the token that carries their marks.
YamlTokenKind YamlParser::next() {
  const YamlToken& token = scanner_.peek();
  if (token.starts_mapping) return Kind::block_mapping_start;
  return token.is_key ? Kind::key : token.kind;
}

bool YamlParser::next_is(std::initializer_list<YamlTokenKind> kinds) {
  const YamlTokenKind kind = next();
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

YamlToken YamlParser::take() {
  YamlToken& token = scanner_.peek();
  YamlToken taken = token;
  if (token.starts_mapping || token.is_key) {
    taken.kind = next();
    taken.end = taken.begin;
    (token.starts_mapping ? token.starts_mapping : token.is_key) = false;
    return taken;
  }
  if (taken.end > taken.begin) last_end_ = taken.end;
  scanner_.take();
  return taken;
}

void YamlParser::read() {
  read_document();
  while (!is_failed_ && !frames_.empty()) step();
  if (!is_failed_) expect_end();
  close_all();
}

void YamlParser::read_document() {
  handles_ = {{"!", "!"}, {"!!", "tag:yaml.org,2002:"}};
  if (!next_is({Kind::version_directive, Kind::tag_directive, Kind::other_directive,
                Kind::document_start, Kind::stream_end})) {
    tree_.root = read_node(Place::block);
    return;
  }
  if (next() == Kind::stream_end) return;
  read_directives();
  if (is_failed_) return;
  if (next() != Kind::document_start) {
    fail_at_next();
    return;
  }
  const YamlToken start = take();
  if (next_is({Kind::version_directive, Kind::tag_directive, Kind::other_directive,
               Kind::document_start, Kind::document_end, Kind::stream_end})) {
    tree_.root = add_empty(start.end);
    return;
  }
  tree_.root = read_node(Place::block);
}

void YamlParser::read_directives() {
  bool has_version = false;
  while (!is_failed_ &&
         next_is({Kind::version_directive, Kind::tag_directive, Kind::other_directive})) {
    const YamlToken token = take();
    if (token.kind == Kind::tag_directive) read_tag_handle(token);
    if (token.kind != Kind::version_directive) continue;
    if (has_version) fail(span(token.begin, token.end), "%YAML is given twice");
    has_version = true;
    read_version(token);
  }
}

void YamlParser::read_version(const YamlToken& token) {
  std::string_view major = token.text;
  while (major.size() > 1 && major.starts_with('0')) major.remove_prefix(1);
  if (major != "1") fail(span(token.begin, token.end), "%YAML must be 1.x");
}

// A handle of the text takes the place of the default one.
void YamlParser::read_tag_handle(const YamlToken& token) {
  constexpr std::size_t defaults = 2;
  const auto is_same = [&token](const auto& handle) { return handle.first == token.handle; };
  if (std::any_of(handles_.begin() + defaults, handles_.end(), is_same))
    fail(span(token.begin, token.end), cat("%TAG is given twice for ", token.handle));
  handles_.emplace_back(token.handle, token.text);
}

void YamlParser::expect_end() {
  while (next() == Kind::document_end) take();
  if (next() == Kind::stream_end) return;
  if (next() == Kind::failure) {
    fail_at_next();
    return;
  }
  const YamlToken token = take();
  const bool is_document = token.kind == Kind::document_start ||
                           token.kind == Kind::version_directive ||
                           token.kind == Kind::tag_directive || token.kind == Kind::other_directive;
  fail(span(token.begin, token.end), is_document
                                         ? "a second document begins here; only one can be loaded"
                                         : "text behind the end of the document");
}

NodeId YamlParser::read_node(Place place) {
  is_alias_ = next() == Kind::alias;
  if (is_alias_) return read_alias();
  Properties properties;
  if (next_is({Kind::anchor, Kind::tag})) read_properties(properties);
  return is_failed_ ? no_node : read_content(place, properties);
}

NodeId YamlParser::read_alias() {
  const YamlToken token = take();
  const auto found = anchors_.find(token.text);
  if (found != anchors_.end()) return found->second;
  note(YamlProblem::Kind::value, span(token.begin, token.end),
       "alias to an anchor that is not defined before it");
  const NodeId id = add_empty(token.end);
  tree_.nodes[id].span.begin = token.begin;
  tree_.nodes[id].kind = NodeKind::opaque;
  return id;
}

// One anchor and one tag, in either order.
void YamlParser::read_properties(Properties& properties) {
  properties.at = span(scanner_.peek().begin, 0);
  const bool is_anchor_first = next() == Kind::anchor;
  if (is_anchor_first) properties.anchor = take().text;
  if (next() == Kind::tag) read_tag(properties);
  if (!is_anchor_first && next() == Kind::anchor) properties.anchor = take().text;
  properties.at.end = last_end_;
}

void YamlParser::read_tag(Properties& properties) {
  const YamlToken token = take();
  properties.has_tag = true;
  if (token.handle.empty()) {
    properties.tag = token.text;
    return;
  }
  const auto is_same = [&token](const auto& handle) { return handle.first == token.handle; };
  const auto found = std::find_if(handles_.rbegin(), handles_.rend(), is_same);
  if (found == handles_.rend()) {
    fail(span(token.begin, token.end), "tag handle that no %TAG line defines");
    return;
  }
  properties.tag = cat(found->second, token.text);
}

NodeId YamlParser::read_content(Place place, const Properties& properties) {
  switch (next()) {
    case Kind::scalar:
      return read_scalar(properties);
    case Kind::flow_sequence_start:
      return open(FrameKind::flow_sequence, properties);
    case Kind::flow_mapping_start:
      return open(FrameKind::flow_mapping, properties);
    case Kind::block_sequence_start:
      if (place != Place::flow) return open(FrameKind::block_sequence, properties);
      break;
    case Kind::block_mapping_start:
      if (place != Place::flow) return open(FrameKind::block_mapping, properties);
      break;
    case Kind::block_entry:
      if (place == Place::block_or_list) return open(FrameKind::indentless_sequence, properties);
      break;
    default:
      break;
  }
  const bool has_properties = properties.has_tag || !properties.anchor.empty();
  if (!has_properties || next() == Kind::failure) {
    fail_at_next();
    return no_node;
  }
  const NodeId id = add_node(properties, YamlForm::scalar, span(last_end_, last_end_));
  tree_.nodes[id].style = ScalarStyle::none;
  shapes_[id].tag = scalar_tag(tree_.nodes[id], properties);
  settle(id);
  return id;
}

NodeId YamlParser::read_scalar(const Properties& properties) {
  const YamlToken token = take();
  const NodeId id = add_node(properties, YamlForm::scalar, span(token.begin, token.end));
  Node& node = tree_.nodes[id];
  node.style = token.style;
  node.text = token.text;
  node.is_exact = token.is_exact;
  node.content_begin = token.content_begin;
  if (token.style == ScalarStyle::single_quoted || token.style == ScalarStyle::double_quoted)
    last_quoted_ = node.span;
  if (options_.has_templates && has_placeholder(node.text)) {
    node.kind = NodeKind::opaque;
    shapes_[id].is_settled = true;
    return id;
  }
  shapes_[id].tag = scalar_tag(node, properties);
  settle(id);
  return id;
}

// PyYAML's patterns end at a final line end too, which only a quoted text under the tag `!` has.
YamlTag YamlParser::scalar_tag(const Node& node, const Properties& properties) {
  const bool is_unspecific = properties.has_tag && properties.tag == "!";
  if (properties.has_tag && !is_unspecific) return find_yaml_tag(properties.tag);
  if (!is_unspecific && node.style != ScalarStyle::plain && node.style != ScalarStyle::none)
    return YamlTag::str;
  std::string_view text = node.text;
  if (is_unspecific && text.size() > 1 && text.ends_with('\n')) text.remove_suffix(1);
  return resolve_plain(text);
}

// A text that is no value under its tag, and `<<` and `=`, are judged when their place is known.
void YamlParser::settle(NodeId id) {
  YamlShape& shape = shapes_[id];
  Node& node = tree_.nodes[id];
  node.kind = NodeKind::string;
  if (shape.tag < YamlTag::omap)
    shape.is_settled = construct_scalar(node, shape.tag, tree_.owned).empty();
}

NodeId YamlParser::open(FrameKind kind, const Properties& properties) {
  const bool is_mapping = kind == FrameKind::block_mapping || kind == FrameKind::flow_mapping ||
                          kind == FrameKind::flow_pair;
  const std::uint32_t begin = scanner_.peek().begin;
  const bool has_token = kind != FrameKind::indentless_sequence && kind != FrameKind::flow_pair;
  const NodeId id =
      add_node(properties, is_mapping ? YamlForm::mapping : YamlForm::sequence, span(begin, begin));
  YamlShape& shape = shapes_[id];
  shape.tag = is_mapping ? YamlTag::map : YamlTag::seq;
  if (properties.has_tag && properties.tag != "!") shape.tag = find_yaml_tag(properties.tag);
  tree_.nodes[id].kind = is_mapping ? NodeKind::mapping : NodeKind::sequence;
  if (has_token) take();
  if (frames_.size() >= deepest_yaml) {
    note(YamlProblem::Kind::limit, span(begin, begin), "nested too deeply to be read");
    is_failed_ = true;
    return id;
  }
  const bool is_block_mapping = kind == FrameKind::block_mapping;
  frames_.push_back({kind, is_block_mapping ? Phase::key : Phase::first, id, no_node});
  return id;
}

NodeId YamlParser::add_node(const Properties& properties, YamlForm form, Span at) {
  is_alias_ = false;
  const auto id = static_cast<NodeId>(tree_.nodes.size());
  Node& node = tree_.nodes.emplace_back();
  node.span = at;
  node.has_tag = properties.has_tag && properties.tag != "!";
  shapes_.push_back(
      {.form = form, .properties_begin = properties.at.begin, .properties_end = properties.at.end});
  if (id == most_yaml_nodes) {
    note(YamlProblem::Kind::limit, at, "too many values to be read");
    is_failed_ = true;
  }
  if (properties.anchor.empty()) return id;
  const auto [found, is_new] = anchors_.try_emplace(properties.anchor, id);
  if (!is_new)
    note(YamlProblem::Kind::duplicate_anchor, properties.at,
         "an anchor of this name is defined already");
  found->second = id;
  return id;
}

NodeId YamlParser::add_empty(std::uint32_t at) {
  const NodeId id = add_node({}, YamlForm::scalar, span(at, at));
  shapes_[id] = {.form = YamlForm::scalar, .tag = YamlTag::null, .is_settled = true};
  return id;
}

void YamlParser::fail(YamlFault fault) {
  if (is_failed_) return;
  is_failed_ = true;
  note(YamlProblem::Kind::syntax, fault.at, fault.message);
  fault_ = std::move(fault);
}

void YamlParser::note(YamlProblem::Kind kind, Span at, std::string message) {
  tree_.is_ok = false;
  tree_.problems.push_back({kind, at, std::move(message)});
}

}  // namespace patrol
