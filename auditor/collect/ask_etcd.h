// Asks etcd about itself: its members, and each client URL for its health and status.
#pragma once

#include "auditor/collect/sources.h"
#include "auditor/transport/deadline.h"
#include "auditor/transport/traffic.h"
#include "linter/model/observation_cluster.h"

namespace patrol {

struct EtcdReply {
  Observed<EtcdState> state;
  Traffic traffic;
};

/// For targets of kind etcd3 and etcd. Client URLs of the member list that lead to the asker's own
/// machine are left out unless the target does so too.
[[nodiscard]] EtcdReply ask_etcd(const DcsTarget& target, const Deadline& deadline);

}  // namespace patrol
