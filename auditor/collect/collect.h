// Collects everything about running clusters: discovery, then all members at the same time, each in
// a slot of its own.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "auditor/collect/sources.h"
#include "auditor/transport/traffic.h"
#include "linter/model/observation.h"

namespace patrol {

struct CollectLimits {
  std::chrono::milliseconds deadline{20000};  // of each member, and of the DCS before them
  std::size_t most_members_at_once = 64;
};

/// What one source of one member cost; the DCS and etcd have no member.
struct Timing {
  std::string cluster;
  std::string member;
  std::string source;  // "dcs", "etcd", "sql", "ssh", "rest"
  Traffic traffic;
};

struct Collected {
  ClusterObservation cluster;
  std::vector<Timing> timings;  // dcs, etcd, then the members by name
  Traffic longest;  // the longest chain of waits from the first question to the last answer
};

/// Never fails: what could not be read says why. Comes back when the deadlines are over, whatever
/// hangs.
[[nodiscard]] Collected collect_cluster(const ClusterSources& sources, const CollectLimits& limits);
/// Several clusters at the same time, in the order given.
[[nodiscard]] std::vector<Collected> collect_clusters(const std::vector<ClusterSources>& sources,
                                                      const CollectLimits& limits);

}  // namespace patrol
