// What the YAML scanner hands to the parser.
#pragma once

#include <cstdint>
#include <string_view>

#include "linter/doc/node.h"

namespace patrol {

enum class YamlTokenKind : std::uint8_t {
  stream_end,
  failure,  // the scanner cannot go on; its fault says why
  version_directive,
  tag_directive,
  other_directive,
  document_start,
  document_end,
  block_sequence_start,
  block_mapping_start,
  block_end,
  flow_sequence_start,
  flow_mapping_start,
  flow_sequence_end,
  flow_mapping_end,
  block_entry,
  flow_entry,
  key,
  value,
  alias,
  anchor,
  tag,
  scalar,
};

struct YamlToken {
  YamlTokenKind kind = YamlTokenKind::stream_end;
  ScalarStyle style = ScalarStyle::none;
  bool starts_mapping = false;  // a block mapping begins right before this token
  bool is_key = false;          // the token begins a key, known once its colon was seen
  bool is_exact = false;        // as in Node
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t content_begin = 0;  // as in Node
  std::string_view text;            // scalar; name of an anchor; suffix of a tag; version
  std::string_view handle;          // of a tag or a tag directive; empty for a verbatim tag
};

}  // namespace patrol
