// Ranges of addresses as the networks that pg_hba.conf would write.
#pragma once

#include <string>
#include <vector>

#include "linter/analysis/hba_space.h"

namespace patrol {

/// The fewest networks that hold exactly the addresses from `first` to `last`: "10.0.0.0/25".
[[nodiscard]] std::vector<std::string> show_networks(const HbaAddressAtom& range);

/// Of some intervals of a space, neighbours joined.
[[nodiscard]] std::vector<std::string> show_networks(const HbaSpace& space,
                                                     const IndexSet& addresses);

}  // namespace patrol
