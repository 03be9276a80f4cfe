// Answers of Patroni's REST interface, whose words differ by version.
#pragma once

#include "auditor/transport/http_reply.h"
#include "linter/model/observation_cluster.h"
#include "linter/model/observed.h"

namespace patrol {

/// GET /patroni, of any HTTP status. A reply that is cut off or no object of Patroni's is
/// malformed, never an empty status. `health` and `config` are left to the caller.
[[nodiscard]] Observed<RestStatus> decode_patroni_status(const HttpReply& reply);
/// GET /config: the body when it is JSON; empty otherwise.
[[nodiscard]] MaskedText decode_patroni_config(const HttpReply& reply, SecretNumbers& numbers);

}  // namespace patrol
