// Parameters that are not the same on all members.
#pragma once

#include "linter/analysis/observed_parameters.h"

namespace patrol {

/// Fills `splits` from the rows that no drift explains, and marks drifts that make a member differ
/// from the others.
void add_splits(const Snapshot& cluster, ObservedParameters& out);

}  // namespace patrol
