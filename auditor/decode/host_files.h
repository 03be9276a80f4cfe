// What the script on a member's machine printed -> facts about the host, and its files.
#pragma once

#include "auditor/transport/ssh.h"
#include "linter/model/observation.h"

namespace patrol {

/// Fills `host` and `files` of a member. Any bytes are safe; files beyond reach are in `files`,
/// with the reason.
void decode_host(const Observed<SshOutput>& output, SecretNumbers& numbers,
                 MemberObservation& member);

}  // namespace patrol
