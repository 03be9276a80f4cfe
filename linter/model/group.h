// Which documents belong to one cluster.
#pragma once

#include "linter/model/collection.h"

namespace patrol {

/// Fills `out.clusters` from the documents in `out`.
///
/// Members of one scope are one cluster, in spite of different namespaces (that is a mistake to be
/// reported), unless the same names come from different folders, each folder holding a whole
/// cluster of its own. Dynamic configuration, pg_hba.conf and the like join the cluster of their
/// folder, of the nearest folder above, or the only cluster there is. etcd members join the
/// clusters whose endpoints name them, else like the others. What joins nothing becomes a cluster
/// by folder.
void group_clusters(Collection& out, const CollectOptions& options);

}  // namespace patrol
