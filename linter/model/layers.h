// Which of the layers decides: the DCS's copy, bootstrap.dcs, or the member's own file.
#pragma once

#include <string_view>

#include "linter/model/snapshot.h"

namespace patrol {

/// The dynamic configuration that counts for a member: the DCS's own copy when it was given, else
/// the member's bootstrap.dcs, else that of the first member that has one. May be missing.
[[nodiscard]] Value dynamic_root(const Snapshot& cluster, const PatroniDocument& member);

/// The written value of a PostgreSQL parameter in that layer which wins for a member; names compare
/// without case. Missing when no layer sets it. Values in postgresql.conf are not looked at.
[[nodiscard]] Value parameter(const Snapshot& cluster, const PatroniDocument& member,
                              std::string_view name);
/// The value under `name` in a `parameters` mapping, compared without case.
[[nodiscard]] Value parameter_in(const Value& parameters, std::string_view name);

/// Which `pg_hba` list becomes the member's pg_hba.conf.
struct EffectiveHba {
  enum class Layer { none, local, dynamic, bootstrap };
  Layer layer = Layer::none;
  const HbaList* list = nullptr;
  /// False when a placeholder, an include, an error or `hba_file` hides what the server will read.
  bool is_whole = false;
};
[[nodiscard]] EffectiveHba effective_hba(const Snapshot& cluster, const PatroniDocument& member);

}  // namespace patrol
