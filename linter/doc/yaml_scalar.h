// What an unquoted text means by the rules of YAML 1.1 as PyYAML has them, and what a text means
// under an explicit tag.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "linter/doc/node.h"

namespace patrol {

/// The tags that PyYAML's safe loader knows (`tag:yaml.org,2002:…`), and one for all others.
enum class YamlTag : std::uint8_t {
  str,
  null,
  boolean,
  integer,
  floating,
  timestamp,
  binary,
  omap,
  pairs,
  set,
  seq,
  map,
  merge,
  value,
  unknown,
};

/// What a node is by its syntax, beside the value that Python makes of it.
enum class YamlForm : std::uint8_t { scalar, sequence, mapping };
struct YamlShape {
  YamlForm form = YamlForm::scalar;
  YamlTag tag = YamlTag::str;
  bool is_settled = false;             // a scalar that has its value
  bool is_constructed = false;         // the constructor has seen the node
  bool is_flattened = false;           // a mapping whose merge keys are resolved
  std::uint32_t properties_begin = 0;  // the explicit tag, with an anchor beside it
  std::uint32_t properties_end = 0;
};

/// `name` is the whole tag.
[[nodiscard]] YamlTag find_yaml_tag(std::string_view name);

/// The tag of an unquoted text.
[[nodiscard]] YamlTag resolve_plain(std::string_view text);

/// Gives a scalar the value of its text under a tag. The message of a refusal; empty when there is
/// none. `owned` takes the decimal form of a big integer and the bytes of a binary.
[[nodiscard]] std::string construct_scalar(Node& node, YamlTag tag, std::deque<std::string>& owned);

}  // namespace patrol
