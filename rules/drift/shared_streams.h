// Who streams from whom, by what the servers themselves say.
#pragma once

#include <cstdint>
#include <string>

#include "rules/drift/shared_state.h"

namespace patrol::rules {

/// Is a standby as far as anybody says, and answers by SQL.
[[nodiscard]] bool is_replica(const ClusterObservation& live, const MemberObservation& member);
/// The member that this one should stream from; null for the leader and where it is not known.
[[nodiscard]] const MemberObservation* upstream_of(const ClusterObservation& live,
                                                   const MemberObservation& member);
/// The upstream's row for it; null where there is none or nobody knows.
[[nodiscard]] const PgStandby* standby_row(const MemberObservation& upstream,
                                           const MemberObservation& member);
/// Nothing where neither side could be asked.
[[nodiscard]] std::optional<bool> is_streaming(const ClusterObservation& live,
                                               const MemberObservation& member);
/// The highest that the member says of itself; 0 where it says nothing.
[[nodiscard]] std::int64_t timeline_of(const MemberObservation& member);

}  // namespace patrol::rules
