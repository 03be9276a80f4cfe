// What is wrong with a token that cannot come next, in words and with what may help.
#include <algorithm>

#include "linter/base/text.h"
#include "linter/doc/yaml_parser.h"

namespace patrol {

using Kind = YamlTokenKind;

namespace {

std::string_view describe(YamlTokenKind kind) {
  switch (kind) {
    case Kind::scalar:
      return "text";
    case Kind::key:
    case Kind::block_mapping_start:
      return "a key";
    case Kind::block_entry:
    case Kind::block_sequence_start:
      return "a list item";
    case Kind::value:
      return "a colon";
    case Kind::flow_entry:
      return "a comma";
    case Kind::flow_sequence_start:
    case Kind::flow_mapping_start:
      return "an opening bracket";
    case Kind::flow_sequence_end:
    case Kind::flow_mapping_end:
      return "a closing bracket";
    case Kind::block_end:
    case Kind::stream_end:
      return "the end of the text";
    case Kind::document_start:
    case Kind::document_end:
      return "a document separator";
    default:
      return "an anchor, alias, tag or directive";
  }
}

}  // namespace

void YamlParser::fail_at_next() {
  if (is_failed_) return;
  const YamlToken& token = scanner_.peek();
  fail(token.kind == Kind::failure ? *scanner_.fault() : misfit(token));
}

YamlFault YamlParser::misfit(const YamlToken& token) {
  const auto is_flow = [](const Frame& frame) { return frame.kind >= FrameKind::flow_sequence; };
  const auto outermost = std::find_if(frames_.begin(), frames_.end(), is_flow);
  if (outermost != frames_.end()) return misfit_in_brackets(token, *outermost);
  const bool follows_quotes = last_quoted_.end > 0 && is_one_line(last_quoted_.end, token.begin);
  if (follows_quotes && !is_one_line(last_quoted_.begin, last_quoted_.end))
    return {span(last_quoted_.begin, last_quoted_.begin + 1),
            "the closing quote is missing or stands on a later line", YamlRepair::mask,
            last_quoted_.begin};
  YamlFault fault{span(token.begin, token.end), expectation(), YamlRepair::drop_group, token.begin};
  if (next() == Kind::scalar) fault.at.end = end_in_line(token);
  if (is_first_in_line(token.begin)) {
    if (next() == Kind::scalar) fault.repair = YamlRepair::drop_line;
    return fault;
  }
  fault.repair = follows_quotes ? YamlRepair::mask : YamlRepair::drop_line;
  if (follows_quotes) fault.place = last_quoted_.begin;
  return fault;
}

// An unclosed bracket swallows the lines behind it; the line with the bracket is at fault then. A
// text that is one pair of brackets (JSON) has nothing to go on with.
YamlFault YamlParser::misfit_in_brackets(const YamlToken& token, const Frame& outermost) {
  const std::uint32_t begin = tree_.nodes[outermost.node].span.begin;
  YamlFault fault{span(token.begin, token.end), expectation(), YamlRepair::none, begin};
  if (next() == Kind::stream_end) fault.at = span(begin, begin + 1);
  if (outermost.node == tree_.root) return fault;
  const bool is_unclosed = next() == Kind::stream_end || is_one_line(begin, token.begin) ||
                           indent_at(token.begin) <= indent_at(begin);
  fault.repair = is_unclosed ? YamlRepair::mask : YamlRepair::drop_line;
  return fault;
}

std::string YamlParser::expectation() {
  const std::string_view found = describe(next());
  if (frames_.empty()) return cat(found, " where a value was expected");
  switch (frames_.back().kind) {
    case FrameKind::block_mapping:
      if (next() == Kind::scalar && is_first_in_line(scanner_.peek().begin))
        return "a key without a colon; `key: value` was expected";
      if (frames_.back().phase == Phase::key && next() == Kind::block_mapping_start)
        return "wrong indentation: the key does not line up with a mapping above it";
      return cat(found, " where a key of the mapping was expected");
    case FrameKind::flow_mapping:
      if (next() == Kind::stream_end) return "the closing brace is missing";
      return cat(found, " inside braces; a comma or } may be missing");
    case FrameKind::flow_sequence:
    case FrameKind::flow_pair:
      if (next() == Kind::stream_end) return "the closing bracket is missing";
      return cat(found, " inside brackets; a comma or ] may be missing");
    default:
      return cat(found, " where an item of the list was expected");
  }
}

// Of the line around a place.
std::size_t YamlParser::indent_at(std::uint32_t at) const {
  const std::size_t before = at == 0 ? std::string_view::npos : text_.rfind('\n', at - 1);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  return text_.find_first_not_of(' ', begin) - begin;
}

std::uint32_t YamlParser::end_in_line(const YamlToken& token) const {
  const std::size_t line_end = text_.find_first_of("\r\n", token.begin);
  return static_cast<std::uint32_t>(std::min<std::size_t>(line_end, token.end));
}

bool YamlParser::is_first_in_line(std::uint32_t at) const {
  const std::size_t before = text_.substr(0, at).find_last_not_of(' ');
  return before == std::string_view::npos || text_[before] == '\n' || text_[before] == '\r';
}

bool YamlParser::is_one_line(std::uint32_t begin, std::uint32_t end) const {
  return text_.substr(begin, end - begin).find_first_of("\n\r") == std::string_view::npos;
}

}  // namespace patrol
