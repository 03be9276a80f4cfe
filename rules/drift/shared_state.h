// What rules about the state of a running cluster have in common: places, names, tags as they are
// in force, and how long the cluster has been as it is.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/engine/rule.h"

namespace patrol::rules {

/// What a member or, without one, the cluster said.
[[nodiscard]] Spot said_by(const MemberObservation& member, Surface surface,
                           std::string_view key = {});
[[nodiscard]] Spot said_by(Surface surface, std::string_view key);

/// The member's own patroni.yml; null where it was not read.
[[nodiscard]] const PatroniDocument* file_of(const Snapshot& cluster,
                                             const MemberObservation& member);
/// The dynamic configuration of the DCS; missing where nobody knows it.
[[nodiscard]] Value dynamic_config(const Snapshot& cluster);
/// A number of the dynamic configuration, or Patroni's default for it.
[[nodiscard]] long long dynamic_number(const Snapshot& cluster, std::string_view path);

/// The member's key in the DCS; null where there is none or the DCS was not read.
[[nodiscard]] const DcsMember* key_of(const ClusterObservation& live, std::string_view name);

/// Values as JSON, as the API and the DCS give them.
using Tags = std::vector<std::pair<std::string, std::string>>;
/// Of the running Patroni, else those in the DCS; null where neither is known.
[[nodiscard]] const Tags* tags_of(const ClusterObservation& live, const MemberObservation& member);
/// "" for a tag that is not there; texts without their quotes.
[[nodiscard]] std::string tag_text(const Tags& tags, std::string_view name);
/// Truth as Python sees it.
[[nodiscard]] bool has_tag(const Tags& tags, std::string_view name);
/// Whether `word`, or else a `priority` of zero, shuts the member out.
[[nodiscard]] bool is_shut_out(const Tags* tags, std::string_view word, std::string_view priority);

/// Patroni or PostgreSQL of the member gave an answer.
[[nodiscard]] bool answers(const MemberObservation& member);
/// "running" or "streaming", as far as known: nothing is being started, stopped or copied.
[[nodiscard]] bool is_steady(const ClusterObservation& live, const MemberObservation& member);
/// The leader changed while we asked or shortly before: members may be on their way.
[[nodiscard]] bool is_settling(const Snapshot& cluster);
/// The member, or the cluster around it, has only just come to this state.
[[nodiscard]] bool is_on_its_way(const Snapshot& cluster, const MemberObservation& member);

/// "a", "a and b", "a, b and 3 more".
[[nodiscard]] std::string listed(std::span<const std::string> names);
/// "12 s", "5 min", "3 h", "40 days".
[[nodiscard]] std::string shown_seconds(double seconds);
/// "16 MB".
[[nodiscard]] std::string shown_bytes(std::int64_t bytes);
/// "2026-11-22 04:10 UTC".
[[nodiscard]] std::string shown_time(UnixTime time);
/// "2026-11-22T04:10:00.5+01:00"; nothing without a zone.
[[nodiscard]] std::optional<UnixTime> parse_time(std::string_view text);

}  // namespace patrol::rules
