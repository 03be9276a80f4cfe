// Gives scalars their values.
#include "linter/doc/yaml_scalar.h"

#include <utility>

#include "linter/base/text.h"
#include "linter/doc/python_bytes.h"
#include "linter/doc/python_number.h"
#include "linter/doc/python_time.h"

namespace patrol {
namespace {

void own_text(Node& node, std::string text, std::deque<std::string>& owned) {
  owned.push_back(std::move(text));
  node.text = owned.back();
  node.is_exact = false;
  node.content_begin = 0;
}

std::string construct_boolean(Node& node) {
  const std::string word = lower(node.text);
  node.boolean = word == "yes" || word == "true" || word == "on";
  if (!node.boolean && word != "no" && word != "false" && word != "off")
    return "not a boolean: PyYAML knows yes, no, true, false, on and off";
  node.kind = NodeKind::boolean;
  return {};
}

std::string construct_integer(Node& node, std::deque<std::string>& owned) {
  auto number = read_yaml_integer(node.text);
  if (!number) return "not an integer that Python can read";
  node.kind = NodeKind::integer;
  node.integer = number->small;
  node.has_big_integer = !number->is_small;
  if (node.has_big_integer && number->decimal != node.text)
    own_text(node, std::move(number->decimal), owned);
  return {};
}

std::string construct_floating(Node& node) {
  const auto number = read_yaml_float(node.text);
  if (!number) return "not a number that Python can read";
  node.kind = NodeKind::floating;
  node.floating = *number;
  return {};
}

std::string construct_binary(Node& node, std::deque<std::string>& owned) {
  auto bytes = decode_base64(node.text);
  if (!bytes) return "not base64";
  node.kind = NodeKind::binary;
  own_text(node, std::move(*bytes), owned);
  return {};
}

std::string construct_time(Node& node) {
  if (!read_yaml_time(node.text)) return "not a date that exists; quote it to keep it as text";
  node.kind = NodeKind::date;
  return {};
}

}  // namespace

std::string construct_scalar(Node& node, YamlTag tag, std::deque<std::string>& owned) {
  node.kind = NodeKind::string;
  switch (tag) {
    case YamlTag::null:
      node.kind = NodeKind::null;
      return {};
    case YamlTag::boolean:
      return construct_boolean(node);
    case YamlTag::integer:
      return construct_integer(node, owned);
    case YamlTag::floating:
      return construct_floating(node);
    case YamlTag::timestamp:
      return construct_time(node);
    case YamlTag::binary:
      return construct_binary(node, owned);
    default:
      return {};
  }
}

}  // namespace patrol
