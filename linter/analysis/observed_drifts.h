// One member's parameters against what its documents promise.
#pragma once

#include <vector>

#include "linter/analysis/observed_parameters.h"

namespace patrol {

/// What the documents make of a member. Without its own file only parameters that Patroni takes
/// from the DCS are certain.
struct Prediction {
  const EffectiveConfiguration* configuration = nullptr;  // null: nothing is known
  bool has_file = false;
};

/// Appends what differs, in the order of the server's rows.
void add_member_drifts(const Snapshot& cluster, const MemberObservation& member,
                       const Prediction& prediction, std::vector<ParameterDrift>& out);

}  // namespace patrol
