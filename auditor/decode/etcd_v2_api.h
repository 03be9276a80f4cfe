// Answers of etcd's old interface, version 2, which has a store of its own.
#pragma once

#include <string_view>

#include "auditor/decode/etcd_api.h"

namespace patrol {

/// GET /v2/keys/PREFIX?recursive=true. A prefix that is not there has no entries.
[[nodiscard]] Observed<DcsKeys> decode_etcd_v2_keys(const HttpReply& reply,
                                                    std::string_view prefix);
/// GET /v2/members.
[[nodiscard]] Observed<EtcdMembers> decode_etcd_v2_members(const HttpReply& reply);

}  // namespace patrol
