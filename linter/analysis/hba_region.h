// Sets of connections in few words: pieces joined where they can be, and shown as a record would
// name them.
#pragma once

#include <string>
#include <vector>

#include "linter/analysis/hba_space.h"
#include "linter/analysis/hba_witness.h"

namespace patrol {

/// The same set in fewer and larger cells, which may overlap.
[[nodiscard]] std::vector<HbaCell> joined_cells(const HbaSpace& space, std::vector<HbaCell> cells,
                                                HbaBudget& budget);

/// "host, any TLS, database app, user all, 10.0.0.0/25".
[[nodiscard]] std::string shown_region(const HbaSpace& space, const HbaCell& cell);

}  // namespace patrol
