// An etcd member's settings, whichever kind of file they stand in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "linter/model/snapshot.h"

namespace patrol {

/// Settings of an environment file: ETCD_ variables that count.
[[nodiscard]] std::vector<EtcdValue> etcd_values(const EnvFile& env);
/// Settings of a YAML file; keys inside client- and peer-transport-security get the flag they stand
/// for ("peer-cert-file"), `setting` is the dotted path.
[[nodiscard]] std::vector<EtcdValue> etcd_values(const Value& root);

/// A piece of a comma-separated value.
struct EtcdPiece {
  std::string text;
  Span at;
};
[[nodiscard]] std::vector<EtcdPiece> pieces(const EtcdValue& value);

/// One `name=url` of initial-cluster; `name` is empty when there is no `=`.
struct EtcdPeer {
  std::string name;
  std::string url;
  Span at;
};
[[nodiscard]] std::vector<EtcdPeer> initial_cluster(const EtcdDocument& document);

/// Value of a flag, or "" when the document does not set it.
[[nodiscard]] std::string_view etcd_text(const EtcdDocument& document, std::string_view flag);

}  // namespace patrol
