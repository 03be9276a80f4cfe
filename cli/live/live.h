// From the options of a live command to what was observed: asked now, or read from a snapshot.
#pragma once

#include <string>
#include <vector>

#include "cli/arguments.h"
#include "linter/base/result.h"
#include "linter/model/observation.h"

namespace patrol::cli {

/// Asks the clusters that the options name, or reads the snapshot. Mistakes in files are said on
/// standard error before the failure is returned; with --timings a table follows there.
[[nodiscard]] Result<std::vector<ClusterObservation>> observe(const LiveArguments& arguments);

/// Everything that may be asked, as --show-probes prints it.
[[nodiscard]] std::string list_probes();

// The commands themselves; each returns the exit status.
int snapshot(const SnapshotArguments& arguments);
int drift(const DriftArguments& arguments);
int grants(const GrantsArguments& arguments);

}  // namespace patrol::cli
