// The maps of pg_ident that a member will have.
#pragma once

#include <optional>
#include <vector>

#include "linter/doc/ident.h"
#include "linter/model/snapshot.h"

namespace patrol::rules {

/// One `pg_ident` list, read.
struct IdentList {
  Value list;
  IdentFile ident;
};
/// All lists of the cluster, in members' files and in the dynamic configuration.
[[nodiscard]] std::vector<IdentList> ident_lists(const Snapshot& cluster);
/// The list that counts for a member; nothing when there is none or a placeholder hides it.
[[nodiscard]] std::optional<IdentList> effective_ident(const Snapshot& cluster,
                                                       const PatroniDocument& member);

}  // namespace patrol::rules
