// Which roles the tags leave to a member, and which synchronous mode the cluster runs in.
#pragma once

#include <optional>
#include <string_view>

#include "linter/base/version.h"
#include "linter/doc/node.h"
#include "linter/model/snapshot.h"

namespace patrol {

/// Whether a pair such as nofailover and failover_priority shuts the member out. Nothing when a
/// placeholder decides. Source: patroni 4.1.4 patroni/tags.py _bool_tag.
[[nodiscard]] std::optional<bool> is_excluded(const Value& tags, std::string_view word,
                                              std::string_view priority);
[[nodiscard]] std::optional<bool> is_nofailover(const PatroniDocument& member);
[[nodiscard]] std::optional<bool> is_nosync(const PatroniDocument& member);

/// Nothing when a placeholder decides; unknown words mean off, as in Patroni.
[[nodiscard]] std::optional<bool> is_synchronous(const Value& dynamic);

/// A standby_cluster section that Patroni takes as one: it names a host, a port or a
/// restore_command. A placeholder counts as named.
[[nodiscard]] bool names_standby_cluster(const Value& dynamic);

}  // namespace patrol
