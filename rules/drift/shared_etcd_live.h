// etcd as it runs, and whose files belong to which of its members.
#pragma once

#include <string>
#include <vector>

#include "linter/model/endpoints.h"
#include "linter/model/etcd.h"
#include "rules/drift/shared_state.h"

namespace patrol::rules {

/// Members that vote and were started.
[[nodiscard]] std::size_t voters(const EtcdState& etcd);
/// No client URL of the member gives a healthy answer, though one was asked.
[[nodiscard]] bool is_etcd_member_down(const EtcdState& etcd, const EtcdMember& member);
/// What its endpoints said, "connection refused"; empty where nothing was asked.
[[nodiscard]] std::string etcd_trouble(const EtcdState& etcd, const EtcdMember& member);
/// "etcd1", or its first peer URL, or its number.
[[nodiscard]] std::string called(const EtcdMember& member);
/// The member with that number; null where none has it.
[[nodiscard]] const EtcdMember* etcd_member(const EtcdState& etcd, std::string_view id);
/// The member that a file describes: by its name, else by one of its URLs.
[[nodiscard]] const EtcdMember* member_of_file(const EtcdState& etcd, const EtcdDocument& file);
/// "etcd1 http://10.0.0.1:2379" as host and port, lower case; "" for what is no URL.
[[nodiscard]] std::string host_and_port(std::string_view url);

}  // namespace patrol::rules
