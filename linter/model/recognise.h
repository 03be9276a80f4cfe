// What kind of document a text is: by content first, by name where the content leaves it open.
// Names mislead often (`node1.yml`, `db.env`, output of show-config).
#pragma once

#include <string_view>

namespace patrol {

enum class DocumentKind {
  patroni,
  patroni_env,
  dynamic,
  etcd_env,
  etcd_yaml,
  hba,
  ident,
  postgres_conf,
  haproxy,
  unit,
  unknown,
};

[[nodiscard]] std::string_view to_string(DocumentKind kind);

/// Looks at the first 64 KiB. `path` is the path as given; only its last parts count.
[[nodiscard]] DocumentKind recognise(std::string_view path, std::string_view text);

}  // namespace patrol
