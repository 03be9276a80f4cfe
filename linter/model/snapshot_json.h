// Snapshots as JSON: what `patrol snapshot` saves and `--from` reads.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linter/base/result.h"
#include "linter/model/observation.h"

namespace patrol {

/// `{"patrol_snapshot": 1, "clusters": […]}`. Names are those of the structs; empty texts and
/// lists, false and nothing are left out; what was not observed is `{"unavailable": {"cause",
/// "detail", "remedy"}}`, or left out where nobody asked. The same value gives the same bytes.
[[nodiscard]] std::string write_snapshot(std::span<const ClusterObservation> clusters);

/// Reads that, or the object of a single cluster. Fields that it does not know are passed over, so
/// that newer snapshots can be read; a wrong type is a failure that names the field's path. Texts
/// are masked again: a secret that somebody wrote into the file stays there.
[[nodiscard]] Result<std::vector<ClusterObservation>> read_snapshot(std::string_view text);

}  // namespace patrol
