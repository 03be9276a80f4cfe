// Answers of Consul's HTTP interface.
#pragma once

#include <string_view>
#include <vector>

#include "auditor/decode/dcs_keys.h"
#include "auditor/transport/http_reply.h"

namespace patrol {

/// GET /v1/kv/PREFIX?recurse. A prefix that is not there has no entries.
[[nodiscard]] Observed<DcsKeys> decode_consul_keys(const HttpReply& reply, std::string_view prefix);

}  // namespace patrol
