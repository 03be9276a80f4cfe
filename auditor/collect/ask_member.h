// Asks one member by SQL, SSH and REST at the same time.
#pragma once

#include "auditor/collect/ask_rest.h"
#include "auditor/collect/sources.h"
#include "auditor/transport/deadline.h"
#include "auditor/transport/pg.h"
#include "auditor/transport/ssh.h"
#include "linter/model/observation.h"

namespace patrol {

/// What came back, not yet read.
struct MemberReplies {
  PgReply sql;
  SshReply ssh;
  RestReplies rest;
};

/// Comes back at the deadline, whatever hangs.
[[nodiscard]] MemberReplies ask_member(const ClusterSources& sources, const MemberTarget& member,
                                       const Deadline& deadline);
/// To be called member by member, in the order of names.
[[nodiscard]] MemberObservation observe_member(const ClusterSources& sources,
                                               const MemberTarget& member,
                                               const MemberReplies& replies,
                                               SecretNumbers& numbers);

/// Where PostgreSQL and the API of a member listen, as its key says.
[[nodiscard]] MemberTarget member_target(const DcsMember& member);

}  // namespace patrol
