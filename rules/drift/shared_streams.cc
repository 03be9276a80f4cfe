// Compares the rows of both ends.
#include "rules/drift/shared_streams.h"

#include <algorithm>

#include "linter/model/endpoints.h"

namespace patrol::rules {
namespace {

std::string host_of(const MemberObservation& member) {
  return split_host_port(member.address, std::nullopt).host;
}

}  // namespace

bool is_replica(const ClusterObservation& live, const MemberObservation& member) {
  if (!member.server || !member.server->is_in_recovery) return false;
  return !live.dcs || live.dcs->leader != member.name;
}

const MemberObservation* upstream_of(const ClusterObservation& live,
                                     const MemberObservation& member) {
  const MemberObservation* leader = live.leader();
  const Tags* tags = tags_of(live, member);
  const std::string source = tags == nullptr ? std::string() : tag_text(*tags, "replicatefrom");
  const MemberObservation* named =
      source.empty() || source == member.name ? nullptr : live.member(source);
  if (named != nullptr && key_of(live, source) != nullptr) return named;
  return leader == &member ? nullptr : leader;
}

const PgStandby* standby_row(const MemberObservation& upstream, const MemberObservation& member) {
  if (!upstream.replication) return nullptr;
  const auto& rows = *upstream.replication;
  auto found = std::find_if(rows.begin(), rows.end(), [&](const PgStandby& row) {
    return row.application_name == member.name;
  });
  if (found == rows.end())
    found = std::find_if(rows.begin(), rows.end(), [&](const PgStandby& row) {
      const bool is_patronis = row.application_name.empty() ||
                               row.application_name == "walreceiver" ||
                               row.application_name == "main";
      return is_patronis && !row.client_addr.empty() && row.client_addr == host_of(member);
    });
  return found == rows.end() ? nullptr : &*found;
}

std::optional<bool> is_streaming(const ClusterObservation& live, const MemberObservation& member) {
  const MemberObservation* upstream = upstream_of(live, member);
  const PgStandby* row = upstream == nullptr ? nullptr : standby_row(*upstream, member);
  if (row != nullptr && row->state == "streaming") return true;
  if (member.receiver) return *member.receiver && (*member.receiver)->status == "streaming";
  if (upstream == nullptr || !upstream->replication) return std::nullopt;
  return false;
}

std::int64_t timeline_of(const MemberObservation& member) {
  const std::int64_t by_sql = member.server ? member.server->timeline : 0;
  return std::max(by_sql, member.rest ? member.rest->timeline : 0);
}

}  // namespace patrol::rules
