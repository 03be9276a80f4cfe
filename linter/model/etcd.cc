// Brings etcd's two kinds of files into one list of settings.
#include "linter/model/etcd.h"

#include <utility>

#include "linter/base/text.h"
#include "linter/model/env_value.h"

namespace patrol {
namespace {

std::string flag_of_variable(std::string_view variable) {
  std::string flag = lower(variable.substr(std::string_view("ETCD_").size()));
  for (char& letter : flag)
    if (letter == '_') letter = '-';
  return flag;
}

EtcdValue value_of(std::string flag, const Value& value) {
  const Span content = value.part(0, value.text().size());
  return {.flag = std::move(flag),
          .value = std::string(value.text()),
          .setting = value.path(),
          .name_span = value.key_span(),
          .span = value.span(),
          .is_exact = content.end - content.begin == value.text().size(),
          .content_begin = content.begin,
          .is_opaque = value.is_opaque()};
}

void add_security(std::vector<EtcdValue>& out, const Value& section, std::string_view prefix) {
  for (const auto& [key, value, merged, overridden] : section.members())
    if (value.is_scalar()) out.push_back(value_of(cat(prefix, key.text()), value));
}

}  // namespace

std::vector<EtcdValue> etcd_values(const EnvFile& env) {
  std::vector<EtcdValue> out;
  const SpoiltVariables spoilt(env);
  for (const EnvVariable& variable : env.variables) {
    if (variable.is_overridden || !variable.name.starts_with("ETCD_")) continue;
    out.push_back({.flag = flag_of_variable(variable.name),
                   .value = variable.value,
                   .setting = variable.name,
                   .name_span = variable.name_span,
                   .span = variable.value_span,
                   .is_exact = variable.is_exact,
                   .content_begin = variable.content_begin,
                   .is_opaque = holds_placeholder(variable.value) || spoilt.has(variable.name)});
  }
  return out;
}

std::vector<EtcdValue> etcd_values(const Value& root) {
  std::vector<EtcdValue> out;
  for (const auto& [key, value, merged, overridden] : root.members()) {
    if (key.text() == "client-transport-security") add_security(out, value, "");
    if (key.text() == "peer-transport-security") add_security(out, value, "peer-");
    if (value.is_scalar()) out.push_back(value_of(std::string(key.text()), value));
  }
  return out;
}

std::vector<EtcdPiece> pieces(const EtcdValue& value) {
  std::vector<EtcdPiece> out;
  const std::string_view text = value.value;
  for (const std::string_view raw : split(text, ',')) {
    const std::string_view piece = trim(raw);
    const auto begin = static_cast<std::size_t>(piece.data() - text.data());
    out.push_back({std::string(piece), value.part(begin, begin + piece.size())});
  }
  return out;
}

std::vector<EtcdPeer> initial_cluster(const EtcdDocument& document) {
  std::vector<EtcdPeer> peers;
  const EtcdValue* value = document.find("initial-cluster");
  if (value == nullptr || value->is_opaque) return peers;
  for (const EtcdPiece& piece : pieces(*value)) {
    if (piece.text.empty()) continue;
    const auto equals = piece.text.find('=');
    const bool has_name = equals != std::string::npos;
    peers.push_back(
        {.name = has_name ? std::string(trim(piece.text.substr(0, equals))) : "",
         .url = std::string(trim(has_name ? piece.text.substr(equals + 1) : piece.text)),
         .at = piece.at});
  }
  return peers;
}

std::string_view etcd_text(const EtcdDocument& document, std::string_view flag) {
  const EtcdValue* value = document.find(flag);
  return value == nullptr ? std::string_view{} : std::string_view(value->value);
}

}  // namespace patrol
