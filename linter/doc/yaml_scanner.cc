// Which token comes next, and which earlier token turns out to be a key.
#include "linter/doc/yaml_scanner.h"

#include <algorithm>
#include <string>
#include <utility>

#include "linter/doc/yaml_template.h"

namespace patrol {
namespace {

constexpr std::uint32_t longest_key = 1024;

std::uint32_t end_of_letter(const YamlCursor& at) {
  return at.position() + (at.is_at_end() ? 0U : 1U);
}

}  // namespace

YamlScanner::YamlScanner(YamlTree& tree, std::string_view text, YamlScanOptions options)
    : scan_{YamlCursor(text, options.is_ascii), tree, options.has_templates}, candidates_(1) {
}

YamlToken& YamlScanner::peek() {
  while (!is_ready_ && needs_more()) fetch();
  is_ready_ = true;
  return queue_[head_];
}

void YamlScanner::take() {
  if (queue_[head_].kind == YamlTokenKind::stream_end) return;
  ++taken_;
  ++head_;
  is_ready_ = false;
  if (head_ < queue_.size()) return;
  queue_.clear();
  head_ = 0;
}

bool YamlScanner::needs_more() {
  if (is_done_) return false;
  if (head_ == queue_.size()) return true;
  while (lowest_candidate_ < candidates_.size()) {
    const Candidate& lowest = candidates_[lowest_candidate_];
    if (lowest.is_set && !is_stale(lowest)) return lowest.token == taken_;
    if (lowest_candidate_ + 1 == candidates_.size()) return false;
    ++lowest_candidate_;
  }
  return false;
}

bool YamlScanner::is_stale(const Candidate& candidate) {
  if (candidate.line != scan_.at.line()) return true;
  if (scan_.at.position() - candidate.position <= longest_key) return false;
  return scan_.at.index_in_line() - candidate.index > longest_key;
}

void YamlScanner::fetch() {
  if (fetch_next()) {
    last_end_ = queue_.back().end;
    return;
  }
  is_done_ = true;
  push(YamlTokenKind::failure, 0);
}

bool YamlScanner::fetch_next() {
  skip_to_token();
  if (!drop_stale_key()) return false;
  YamlCursor& at = scan_.at;
  const std::uint32_t column = at.column();
  unwind_indent(column);
  if (at.is_at_end()) return fetch_stream_end();
  const char letter = at.peek();
  if (column == 0) {
    if (letter == '%') return fetch_directive();
    if ((letter == '-' || letter == '.') && at.is_document_mark())
      return fetch_document_mark(letter);
  }
  if (scan_.has_templates && leading_placeholder_length(at.text(), at.position()) != 0)
    return fetch_inline(scan_plain);
  return fetch_by_letter(letter);
}

bool YamlScanner::fetch_by_letter(char letter) {
  switch (letter) {
    case '[':
      return fetch_open(YamlTokenKind::flow_sequence_start);
    case '{':
      return fetch_open(YamlTokenKind::flow_mapping_start);
    case ']':
      return fetch_close(YamlTokenKind::flow_sequence_end);
    case '}':
      return fetch_close(YamlTokenKind::flow_mapping_end);
    case ',':
      return fetch_comma();
    case '-':
      return scan_.at.is_gap(1) ? fetch_dash() : fetch_inline(scan_plain);
    case '?':
      return scan_.flow_level != 0 || scan_.at.is_gap(1) ? fetch_question()
                                                         : fetch_inline(scan_plain);
    case ':':
      return scan_.flow_level != 0 || scan_.at.is_gap(1) ? fetch_colon() : fetch_inline(scan_plain);
    default:
      return fetch_other(letter);
  }
}

bool YamlScanner::fetch_other(char letter) {
  switch (letter) {
    case '*':
    case '&':
      return fetch_inline(scan_anchor);
    case '!':
      return fetch_inline(scan_tag);
    case '\'':
    case '"':
      return fetch_inline(scan_quoted);
    case '|':
    case '>':
      return scan_.flow_level == 0 ? fetch_block()
                                   : fail_here("a block text cannot stand inside brackets");
    case '\t':
      return fail_at_tab();
    case '%':
    case '@':
    case '`':
      return fail_here("an unquoted value cannot start with this character");
    default:
      return fetch_inline(scan_plain);
  }
}

void YamlScanner::skip_to_token() {
  YamlCursor& at = scan_.at;
  while (true) {
    at.skip_spaces();
    if (at.peek() == '#') at.skip_to_break();
    if (scan_.has_templates && skip_template_line()) continue;
    if (at.take_break().empty()) return;
    if (scan_.flow_level == 0) scan_.may_start_key = true;
  }
}

// A line that a template engine takes out or replaces as a whole. Inside brackets a placeholder is
// an item.
bool YamlScanner::skip_template_line() {
  YamlCursor& at = scan_.at;
  const std::uint32_t begin = at.position();
  if (last_end_ > at.line_start() || !is_yaml_byte(at.peek(), YamlByte::template_mark))
    return false;
  const std::uint32_t end = scan_.flow_level == 0 ? template_line_end(at.text(), begin)
                                                  : template_statement_end(at.text(), begin);
  if (end == begin) return false;
  scan_.tree.template_lines.push_back({scan_.tree.file, begin, end});
  while (at.position() < end)
    if (at.take_break().empty()) at.advance();
  if (scan_.flow_level == 0) scan_.may_start_key = true;
  return true;
}

// A required key must have its colon on its line.
bool YamlScanner::drop_stale_key() {
  Candidate& candidate = candidates_[0];
  if (!candidate.is_set || !is_stale(candidate)) return true;
  candidate.is_set = false;
  if (!candidate.is_required) return true;
  return fail_without_colon(candidate.position);
}

bool YamlScanner::save_candidate() {
  if (!scan_.may_start_key) return true;
  if (!remove_candidate()) return false;
  const std::uint32_t column = scan_.at.column();
  candidates_[scan_.flow_level] = {
      .is_set = true,
      .is_required = scan_.flow_level == 0 && scan_.indent == std::int64_t{column},
      .token = taken_ + static_cast<std::uint32_t>(queue_.size() - head_),
      .line = scan_.at.line(),
      .position = scan_.at.position(),
      .index = scan_.at.index_in_line(),
      .column = column};
  lowest_candidate_ = std::min<std::size_t>(lowest_candidate_, scan_.flow_level);
  return true;
}

bool YamlScanner::remove_candidate() {
  Candidate& candidate = candidates_[scan_.flow_level];
  if (!candidate.is_set) return true;
  candidate.is_set = false;
  if (!candidate.is_required) return true;
  return fail_without_colon(candidate.position);
}

void YamlScanner::unwind_indent(std::int64_t column) {
  while (scan_.flow_level == 0 && scan_.indent > column) {
    scan_.indent = indents_.back();
    indents_.pop_back();
    push(YamlTokenKind::block_end, 0);
  }
}

bool YamlScanner::add_indent(std::int64_t column) {
  if (scan_.indent >= column) return false;
  indents_.push_back(scan_.indent);
  scan_.indent = column;
  return true;
}

bool YamlScanner::fail_here(std::string message) {
  return fail_scan(scan_, scan_.at.position(), end_of_letter(scan_.at), std::move(message));
}

bool YamlScanner::fail_without_colon(std::uint32_t begin) {
  return fail_scan(scan_, {scan_.tree.file, begin, scan_.at.find_break(begin)},
                   YamlRepair::drop_line, "a key without a colon; `key: value` was expected");
}

bool YamlScanner::fail_at_tab() {
  const YamlCursor& at = scan_.at;
  const std::string_view before = at.slice(at.line_start(), at.position());
  const bool is_indentation = before.find_first_not_of(' ') == std::string_view::npos;
  return fail_scan(scan_, {scan_.tree.file, at.position(), at.position() + 1}, YamlRepair::tabs,
                   is_indentation ? "tab used as indentation; YAML allows only spaces"
                                  : "tab where YAML allows only spaces");
}

// A colon that makes no key: the line above lacks one, this line is indented too far, or a value
// has a colon and a blank inside.
bool YamlScanner::fail_at_colon() {
  const YamlCursor& at = scan_.at;
  const std::uint32_t line_start = at.line_start();
  if (last_plain_.begin >= line_start || last_plain_.end < line_start)
    return fail_here(
        "mapping value is not allowed here; a colon and a blank inside an unquoted value");
  std::uint32_t first = last_plain_.begin;
  while (first > 0 && at.text()[first - 1] == ' ') --first;
  if (first == 0 || at.break_length(first - 1) != 0) return fail_without_colon(last_plain_.begin);
  const std::string_view line = at.slice(line_start, at.position());
  const auto blanks = static_cast<std::uint32_t>(line.find_first_not_of(' '));
  return fail_scan(scan_, {scan_.tree.file, line_start + blanks, at.position()},
                   YamlRepair::drop_group,
                   "wrong indentation: this line continues the value above and cannot be a key");
}

YamlToken& YamlScanner::push(YamlTokenKind kind, std::uint32_t bytes) {
  YamlToken& token = queue_.emplace_back();
  token.kind = kind;
  token.begin = scan_.at.position();
  scan_.at.advance(bytes);
  token.end = scan_.at.position();
  return token;
}

}  // namespace patrol
