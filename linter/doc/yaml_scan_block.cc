// Literal and folded block scalars: `|` and `>`.
#include <algorithm>

#include "linter/doc/yaml_scan.h"

namespace patrol {
namespace {

enum class Chomp { clip, strip, keep };

struct Header {
  Chomp chomp = Chomp::clip;
  std::uint32_t indent = 0;  // explicit indentation, 0 for none
};

struct Block {
  YamlScan& scan;
  YamlToken& token;
  YamlScalarText text;
  std::uint32_t indent = 0;
};

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

void take_chomp(YamlCursor& at, Header& header) {
  if (at.peek() != '+' && at.peek() != '-') return;
  header.chomp = at.peek() == '+' ? Chomp::keep : Chomp::strip;
  at.advance();
}

// Chomping and indentation in either order, then nothing but a comment.
bool scan_header(YamlScan& scan, Header& header) {
  YamlCursor& at = scan.at;
  const std::uint32_t begin = at.position();
  at.advance();
  take_chomp(at, header);
  const bool is_chomp_first = at.position() > begin + 1;
  if (is_digit(at.peek())) {
    header.indent = static_cast<std::uint32_t>(at.peek() - '0');
    if (header.indent == 0)
      return fail_scan(scan, at.position(), at.position() + 1,
                       "indentation of a block text must be 1 to 9");
    at.advance();
    if (!is_chomp_first) take_chomp(at, header);
  }
  const bool is_spaced = at.is_space_break_or_end();
  at.skip_spaces();
  if (is_spaced && at.peek() == '#') at.skip_to_break();
  if (!is_spaced || !at.is_break_or_end())
    return fail_scan(scan, begin, at.position() + 1,
                     "only an indentation digit, + or - and a comment may follow | and >");
  at.take_break();
  return true;
}

std::uint32_t spaces_before(const YamlCursor& at) {
  return at.position() - at.line_start();
}

// Leading empty lines of a text whose first line decides the indentation: its widest line so far.
std::uint32_t find_indent(YamlCursor& at, std::string& breaks) {
  std::uint32_t widest = 0;
  while (true) {
    at.skip_spaces();
    widest = std::max(widest, spaces_before(at));
    if (!at.is_break()) return widest;
    breaks.append(at.take_break());
  }
}

void skip_indent(YamlCursor& at, std::uint32_t indent) {
  while (spaces_before(at) < indent && at.peek() == ' ') at.advance();
}

void take_breaks(YamlCursor& at, std::uint32_t indent, std::string& breaks) {
  for (skip_indent(at, indent); at.is_break(); skip_indent(at, indent))
    breaks.append(at.take_break());
}

bool has_line(const Block& block) {
  const YamlCursor& at = block.scan.at;
  return spaces_before(at) == block.indent && !at.is_at_end();
}

bool is_indented_more(const YamlCursor& at) {
  return is_yaml_byte(at.peek(), YamlByte::blank);
}

// The lines of the text; `breaks` are the empty lines before the next one. Returns the break that
// ends the last line.
std::string_view scan_lines(Block& block, std::string& breaks) {
  YamlCursor& at = block.scan.at;
  const bool is_folded = block.token.style == ScalarStyle::folded;
  std::string_view line_end;
  while (has_line(block)) {
    block.text.add(breaks);
    const bool was_indented = is_indented_more(at);
    const std::uint32_t begin = at.position();
    at.skip_to_break();
    block.text.copy(at.text(), begin, at.position());
    block.token.end = at.position();
    line_end = at.take_break();
    breaks.clear();
    take_breaks(at, block.indent, breaks);
    if (!has_line(block)) break;
    const bool folds = is_folded && line_end == "\n" && !was_indented && !is_indented_more(at);
    if (!folds) {
      block.text.add(line_end);
    } else if (breaks.empty()) {
      block.text.add(" ");
    }
  }
  return line_end;
}

}  // namespace

bool scan_block(YamlScan& scan, YamlToken& token) {
  YamlCursor& at = scan.at;
  token.kind = YamlTokenKind::scalar;
  token.style = at.peek() == '|' ? ScalarStyle::literal : ScalarStyle::folded;
  token.begin = at.position();
  token.end = token.begin + 1;
  Header header;
  if (!scan_header(scan, header)) return false;
  Block block{scan, token, YamlScalarText(scan.tree)};
  const auto least = static_cast<std::uint32_t>(std::max<std::int64_t>(scan.indent + 1, 1));
  std::string breaks;
  if (header.indent == 0) {
    block.indent = std::max(least, find_indent(at, breaks));
  } else {
    block.indent = least + header.indent - 1;
    take_breaks(at, block.indent, breaks);
  }
  const std::string_view line_end = scan_lines(block, breaks);
  if (header.chomp != Chomp::strip) block.text.add(line_end);
  if (header.chomp == Chomp::keep) block.text.add(breaks);
  block.text.finish(token);
  return true;
}

}  // namespace patrol
