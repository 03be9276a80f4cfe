// What each kind of token does to indentation and keys.
#include <algorithm>

#include "linter/doc/yaml_scanner.h"

namespace patrol {

bool YamlScanner::fetch_stream_end() {
  unwind_indent(-1);
  if (!remove_candidate()) return false;
  is_done_ = true;
  push(YamlTokenKind::stream_end, 0);
  return true;
}

bool YamlScanner::fetch_document_mark(char letter) {
  unwind_indent(-1);
  if (!remove_candidate()) return false;
  scan_.may_start_key = false;
  push(letter == '-' ? YamlTokenKind::document_start : YamlTokenKind::document_end, 3);
  return true;
}

bool YamlScanner::fetch_directive() {
  unwind_indent(-1);
  if (!remove_candidate()) return false;
  scan_.may_start_key = false;
  return push_scanned(scan_directive);
}

bool YamlScanner::fetch_open(YamlTokenKind kind) {
  if (!save_candidate()) return false;
  ++scan_.flow_level;
  if (candidates_.size() <= scan_.flow_level) candidates_.emplace_back();
  candidates_[scan_.flow_level].is_set = false;
  scan_.may_start_key = true;
  push(kind, 1);
  return true;
}

bool YamlScanner::fetch_close(YamlTokenKind kind) {
  if (!remove_candidate()) return false;
  if (scan_.flow_level == 0) return fail_here("closing bracket without an opening one");
  --scan_.flow_level;
  lowest_candidate_ = std::min<std::size_t>(lowest_candidate_, scan_.flow_level);
  scan_.may_start_key = false;
  push(kind, 1);
  return true;
}

bool YamlScanner::fetch_comma() {
  scan_.may_start_key = true;
  if (!remove_candidate()) return false;
  push(YamlTokenKind::flow_entry, 1);
  return true;
}

bool YamlScanner::fetch_dash() {
  if (scan_.flow_level == 0) {
    if (!scan_.may_start_key)
      return fail_here("a list item is not allowed here; it must start a line of its own");
    if (add_indent(scan_.at.column())) push(YamlTokenKind::block_sequence_start, 0);
  }
  scan_.may_start_key = true;
  if (!remove_candidate()) return false;
  push(YamlTokenKind::block_entry, 1);
  return true;
}

bool YamlScanner::fetch_question() {
  if (scan_.flow_level == 0) {
    if (!scan_.may_start_key)
      return fail_here("a key is not allowed here; it must start a line of its own");
    if (add_indent(scan_.at.column())) push(YamlTokenKind::block_mapping_start, 0);
  }
  scan_.may_start_key = scan_.flow_level == 0;
  if (!remove_candidate()) return false;
  push(YamlTokenKind::key, 1);
  return true;
}

bool YamlScanner::fetch_colon() {
  Candidate& candidate = candidates_[scan_.flow_level];
  if (candidate.is_set && !is_stale(candidate)) {
    candidate.is_set = false;
    YamlToken& key = queue_[head_ + (candidate.token - taken_)];
    key.is_key = true;
    key.starts_mapping = scan_.flow_level == 0 && add_indent(candidate.column);
    scan_.may_start_key = false;
    push(YamlTokenKind::value, 1);
    return true;
  }
  if (scan_.flow_level == 0) {
    if (!scan_.may_start_key) return fail_at_colon();
    if (add_indent(scan_.at.column())) push(YamlTokenKind::block_mapping_start, 0);
  }
  scan_.may_start_key = scan_.flow_level == 0;
  if (!remove_candidate()) return false;
  push(YamlTokenKind::value, 1);
  return true;
}

bool YamlScanner::fetch_block() {
  scan_.may_start_key = true;
  return remove_candidate() && push_scanned(scan_block);
}

// A token that can be a key.
bool YamlScanner::fetch_inline(ScanFunction scan) {
  if (!save_candidate()) return false;
  scan_.may_start_key = false;
  return push_scanned(scan);
}

// Half a token must not reach the parser.
bool YamlScanner::push_scanned(ScanFunction scan) {
  YamlToken& token = queue_.emplace_back();
  if (!scan(scan_, token)) {
    queue_.pop_back();
    return false;
  }
  if (token.style == ScalarStyle::plain) last_plain_ = {scan_.tree.file, token.begin, token.end};
  return true;
}

}  // namespace patrol
