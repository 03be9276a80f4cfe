// Which token comes next, and which earlier token turns out to be a key.
#include "linter/doc/yaml_scanner.h"

#include <algorithm>
#include <string>
#include <utility>

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
  if (fetch_next()) return;
  is_done_ = true;
  push(YamlTokenKind::failure, 0);
}

bool YamlScanner::fetch_next() {
  skip_to_token();
  if (!drop_stale_key()) return false;
  YamlCursor& at = scan_.at;
  const std::uint32_t column = at.column();
  if (scan_.flow_level == 0) unwind_indent(column);
  if (at.is_at_end()) return fetch_stream_end();
  const char letter = at.peek();
  if (column == 0) {
    if (letter == '%') return fetch_directive();
    if ((letter == '-' || letter == '.') && at.is_document_mark())
      return fetch_document_mark(letter);
  }
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
      return fail_here("tab where YAML allows only spaces");
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
    if (at.take_break().empty()) return;
    if (scan_.flow_level == 0) scan_.may_start_key = true;
  }
}

// A required key must have its colon on its line.
bool YamlScanner::drop_stale_key() {
  Candidate& candidate = candidates_[0];
  if (!candidate.is_set || !is_stale(candidate)) return true;
  candidate.is_set = false;
  if (!candidate.is_required) return true;
  return fail_scan(scan_, candidate.position, scan_.at.find_break(candidate.position),
                   "a key without a colon; `key: value` was expected");
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
  return fail_scan(scan_, candidate.position, scan_.at.find_break(candidate.position),
                   "a key without a colon; `key: value` was expected");
}

void YamlScanner::unwind_indent(std::int64_t column) {
  while (scan_.indent > column) {
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

YamlToken& YamlScanner::push(YamlTokenKind kind, std::uint32_t bytes) {
  YamlToken& token = queue_.emplace_back();
  token.kind = kind;
  token.begin = scan_.at.position();
  scan_.at.advance(bytes);
  token.end = scan_.at.position();
  return token;
}

}  // namespace patrol
