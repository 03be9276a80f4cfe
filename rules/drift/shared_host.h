// The directories of a member that rules about its machine look at.
#pragma once

#include <map>
#include <string>

#include "rules/drift/shared_state.h"

namespace patrol::rules {

/// The data directory as the server, else the member's file, names it; null where it was not seen.
[[nodiscard]] const ObservedDirectory* data_directory(const Snapshot& cluster,
                                                      const MemberObservation& member);
/// A label at `postgresql.data_dir`, where the file is known.
void label_data_dir(const PatroniDocument* file, FindingBuilder& finding);

}  // namespace patrol::rules
