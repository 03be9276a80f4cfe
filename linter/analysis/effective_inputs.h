// Which documents of a cluster decide about which member.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "linter/analysis/effective.h"

namespace patrol {

struct MemberOptions {
  /// Of members whose role was not observed.
  MemberRole role = MemberRole::leader;
  /// The DCS's copy; without it a dynamic configuration among the cluster's documents counts.
  const DynamicDocument* dynamic = nullptr;
};

/// One input for each member of the cluster, in the order of its documents.
///
/// Files of one folder are one member when exactly one of them names itself: Patroni merges a
/// folder's *.yml and *.yaml in the order of their names. An environment file joins the only member
/// of its folder or below it, else the one with the name it gives. PostgreSQL's files join the
/// member whose data or configuration directory they stand in. Files of a running cluster belong to
/// the member they came from, which has its name in the DCS and the role it had.
[[nodiscard]] std::vector<MemberInput> member_inputs(const Snapshot& cluster,
                                                     const MemberOptions& options);

/// Gives PostgreSQL's files to the members whose data or configuration directory they stand in; a
/// file that fits none goes to the only member. member_inputs does it for the cluster's own.
void attach_server_files(std::vector<MemberInput>& inputs,
                         std::span<const ConfDocument* const> documents);

/// Gives the leaders of standby clusters the values of the server they follow, when that is among
/// `inputs` (of all clusters): known by its connect address.
void connect_upstreams(std::vector<MemberInput>& inputs);

}  // namespace patrol
