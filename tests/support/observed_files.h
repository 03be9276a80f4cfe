// What was observed of a cluster, from files: the examples and fixtures of rules that need it.
#pragma once

#include <vector>

#include "linter/model/collection.h"
#include "linter/model/observation.h"

namespace patrol::test {

/// Whether a snapshot.json is among the files.
[[nodiscard]] bool is_observed(const std::vector<InputFile>& files);

/// The cluster of snapshot.json, and into it: `dcs` (or dcs.json, dcs.yml) as the dynamic
/// configuration, "n1:/etc/patroni.yml" or, where n1 is a member, "n1/etc/patroni.yml" as a file of
/// that member, everything else as the auditor's own. A member that only files name is added. Ends
/// the program when snapshot.json cannot be read.
[[nodiscard]] ClusterObservation observation_of(const std::vector<InputFile>& files);

}  // namespace patrol::test
