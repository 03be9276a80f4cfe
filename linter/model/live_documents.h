// From what was observed of a running cluster to documents and one snapshot.
#pragma once

#include <string>
#include <string_view>

#include "linter/model/collection.h"

namespace patrol {

/// Appends one cluster to `out.clusters`, with `live` set and versions as the servers gave them;
/// `options` count for what no server told. May be called once for each cluster.
///
/// Members' files are called "server-1:/etc/patroni/patroni.yml", the DCS's copy of the dynamic
/// configuration "dcs:/service/main/config" (laid out in lines; without a DCS what a member's REST
/// API gave). What a file includes is looked for among the files of the same member. The auditor's
/// own patroni.yml keeps its path and stands for the member it names where that one's own file is
/// not known; otherwise it is no document of the cluster.
void collect_observed(ClusterObservation observation, const CollectOptions& options,
                      Collection& out);

/// "server-1:/etc/patroni/patroni.yml".
[[nodiscard]] std::string live_path(std::string_view member, std::string_view path);

/// The path on its machine: what `live_path` put in front is left out.
[[nodiscard]] std::string_view path_on_machine(std::string_view live_path);

}  // namespace patrol
