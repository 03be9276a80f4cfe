// Unquoted scalars.
#include "linter/doc/yaml_scan.h"
#include "linter/doc/yaml_template.h"

namespace patrol {
namespace {

enum class Gap { none, blanks, fold };

bool ends_plain(const YamlScan& scan, std::uint32_t at) {
  const std::string_view text = scan.at.text();
  const char letter = text[at];
  if (is_yaml_byte(letter, YamlByte::may_break)) return scan.at.break_length(at) != 0;
  if (letter != ':') return true;
  const std::uint32_t ahead = at + 1 - scan.at.position();
  if (scan.at.is_gap(ahead)) return true;
  const char next = scan.at.peek(ahead);
  return scan.flow_level != 0 && next != '?' && is_yaml_byte(next, YamlByte::flow_mark);
}

template <typename... Stops>
std::uint32_t find_end(const YamlScan& scan, Stops... stops) {
  const std::string_view text = scan.at.text();
  std::uint32_t at = scan.at.position();
  while (at < text.size() && !(is_yaml_byte(text[at], stops...) && ends_plain(scan, at))) ++at;
  return at;
}

// A placeholder is one piece, whatever stands in it.
std::uint32_t find_templated_end(const YamlScan& scan) {
  const std::string_view text = scan.at.text();
  std::uint32_t at = scan.at.position();
  while (at < text.size()) {
    if (is_yaml_byte(text[at], YamlByte::template_mark)) {
      const std::uint32_t length = placeholder_length(text, at);
      at += length;
      if (length != 0) continue;
    }
    const bool may_stop =
        is_yaml_byte(text[at], YamlByte::blank, YamlByte::may_break, YamlByte::colon) ||
        (scan.flow_level != 0 && is_yaml_byte(text[at], YamlByte::flow_mark));
    if (may_stop && ends_plain(scan, at)) break;
    ++at;
  }
  return at;
}

std::uint32_t find_plain_end(const YamlScan& scan) {
  if (scan.has_templates) return find_templated_end(scan);
  if (scan.flow_level == 0)
    return find_end(scan, YamlByte::blank, YamlByte::may_break, YamlByte::colon);
  return find_end(scan, YamlByte::blank, YamlByte::may_break, YamlByte::colon, YamlByte::flow_mark);
}

// Steps over what may stand between two words, over line ends too. `fold` is what the line ends
// mean in the text.
Gap skip_gap(YamlScan& scan, std::string& fold) {
  YamlCursor& at = scan.at;
  const std::uint32_t begin = at.position();
  at.skip_spaces();
  if (!at.is_break()) return at.position() > begin ? Gap::blanks : Gap::none;
  const std::string_view first = at.take_break();
  scan.may_start_key = true;
  if (at.is_document_mark()) return Gap::none;
  fold.clear();
  for (at.skip_spaces(); at.is_break(); at.skip_spaces()) {
    fold.append(at.take_break());
    if (at.is_document_mark()) return Gap::none;
  }
  if (scan.has_templates && template_statement_end(at.text(), at.position()) != at.position())
    return Gap::none;
  if (first != "\n") {
    fold.insert(0, first);
  } else if (fold.empty()) {
    fold = " ";
  }
  return Gap::fold;
}

}  // namespace

bool scan_plain(YamlScan& scan, YamlToken& token) {
  YamlCursor& at = scan.at;
  std::optional<YamlScalarText> folded;
  std::string fold;
  std::uint32_t line_begin = at.position();
  token.begin = token.end = token.content_begin = line_begin;
  Gap gap = Gap::none;
  while (at.peek() != '#') {
    const std::uint32_t end = find_plain_end(scan);
    if (end == at.position()) break;
    scan.may_start_key = false;
    if (gap == Gap::fold) {
      if (!folded) folded.emplace(scan.tree);
      folded->copy(at.text(), line_begin, token.end);
      folded->add(fold);
      line_begin = at.position();
    }
    at.advance(end - at.position());
    token.end = end;
    gap = skip_gap(scan, fold);
    if (gap == Gap::none || (scan.flow_level == 0 && at.column() <= scan.indent)) break;
  }
  token.kind = YamlTokenKind::scalar;
  token.style = ScalarStyle::plain;
  token.is_exact = !folded;
  token.text = at.slice(token.begin, token.end);
  if (!folded) return true;
  folded->copy(at.text(), line_begin, token.end);
  folded->finish(token);
  return true;
}

}  // namespace patrol
