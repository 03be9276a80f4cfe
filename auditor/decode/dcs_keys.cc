// From raw keys to the state of a cluster. Sources: patroni 4.1.4 patroni/dcs/__init__.py
// (Member.from_node, Status.from_node, SyncState.from_node), and dumps of 2.0.2 to 4.1.5.
#include "auditor/decode/dcs_keys.h"

#include <algorithm>

#include "auditor/decode/json.h"
#include "linter/base/text.h"

namespace patrol {
namespace {

constexpr std::string_view members_folder = "members/";

std::string_view without_leading_slashes(std::string_view path) {
  const auto begin = path.find_first_not_of('/');
  return begin == std::string_view::npos ? std::string_view() : path.substr(begin);
}

// Patroni writes none, but the key is open to everybody who may write there.
std::string without_credentials(std::string_view url) {
  const auto host = url.find("://");
  if (host == std::string_view::npos) return std::string(url);
  const auto path = url.find_first_of("/?#", host + 3);
  const auto at = url.substr(0, path).rfind('@');
  if (at == std::string_view::npos || at < host) return std::string(url);
  return cat(url.substr(0, host + 3), url.substr(at + 1));
}

// The form of Patroni 1: "postgres://…?application_name=http://host:8008/patroni".
void read_old_member(const std::string& value, DcsMember& member) {
  constexpr std::string_view name = "application_name=";
  const auto query = value.find('?');
  member.conn_url = without_credentials(value.substr(0, query));
  const auto at = value.find(name);
  if (at != std::string::npos) member.api_url = value.substr(at + name.size());
}

DcsMember decode_member(std::string_view name, const std::string& value) {
  DcsMember member{.name = std::string(name)};
  if (value.starts_with("postgres")) {
    read_old_member(value, member);
    return member;
  }
  const auto json = read_json(value);
  if (!json) return member;
  member.conn_url = without_credentials(text_at(*json, "conn_url"));
  member.api_url = without_credentials(text_at(*json, "api_url"));
  member.state = text_at(*json, "state");
  member.role = observed_role(text_at(*json, "role"));
  member.patroni_version = text_at(*json, "version");
  member.timeline = number_at(*json, "timeline").value_or(0);
  member.xlog_location = number_at(*json, "xlog_location");
  member.is_pending_restart = flag_at(*json, "pending_restart");
  member.tags = named_values(*json, "tags");
  return member;
}

void read_sync(const std::string& value, DcsState& state) {
  const auto json = read_json(value);
  if (!json) return;
  state.sync_leader = text_at(*json, "leader");
  const std::string standbys = text_at(*json, "sync_standby");
  for (const std::string_view name : split(standbys, ','))
    if (!trim(name).empty()) state.sync_standbys.emplace_back(trim(name));
}

void read_status(const std::string& value, DcsState& state) {
  const auto json = read_json(value);
  if (!json) return;
  state.last_position = number_at(*json, "optime");
  const Json* slots = find(*json, "slots");
  if (slots == nullptr || !slots->is_object()) return;
  for (const auto& [name, position] : slots->items())
    if (position.is_number_integer())
      state.slots.emplace_back(name, number_at(*slots, name).value_or(0));
}

// A switchover that was carried out or cancelled leaves `{}`.
bool is_empty_object(const std::string& value) {
  const auto json = read_json(value);
  return json && json->is_object() && json->empty();
}

}  // namespace

const std::string* DcsKeys::find(std::string_view name) const {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const auto& entry) { return entry.first == name; });
  return found == entries.end() ? nullptr : &found->second;
}

std::string dcs_prefix(std::string_view space, std::string_view scope) {
  std::string prefix = "/";
  for (const std::string_view whole : {space, scope})
    for (const std::string_view part : split(whole, '/'))
      if (!part.empty()) prefix.append(part).push_back('/');
  return prefix;
}

void add_key(DcsKeys& keys, std::string_view prefix, std::string_view key, std::string value) {
  const std::string_view below = without_leading_slashes(key);
  const std::string_view folder = without_leading_slashes(prefix);
  if (!below.starts_with(folder) || below.size() == folder.size()) return;
  if (keys.entries.size() >= most_dcs_keys) return;
  keys.entries.emplace_back(below.substr(folder.size()), std::move(value));
}

ObservedRole observed_role(std::string_view word) {
  if (word == "leader" || word == "master" || word == "primary" || word == "promoted")
    return ObservedRole::leader;
  if (word == "standby_leader") return ObservedRole::standby_leader;
  const bool is_replica =
      word == "replica" || word == "sync_standby" || word == "quorum_standby" || word == "demoted";
  return is_replica ? ObservedRole::replica : ObservedRole::unknown;
}

std::vector<DcsMember> decode_members(const DcsKeys& keys) {
  std::vector<DcsMember> members;
  for (const auto& [name, value] : keys.entries) {
    if (!name.starts_with(members_folder) || name.size() == members_folder.size()) continue;
    members.push_back(decode_member(std::string_view(name).substr(members_folder.size()), value));
  }
  std::stable_sort(
      members.begin(), members.end(),
      [](const DcsMember& left, const DcsMember& right) { return left.name < right.name; });
  const auto end = std::unique(
      members.begin(), members.end(),
      [](const DcsMember& left, const DcsMember& right) { return left.name == right.name; });
  members.erase(end, members.end());
  return members;
}

DcsState decode_dcs(const DcsKeys& keys, SecretNumbers& numbers) {
  DcsState state;
  const auto value = [&](std::string_view name) {
    const std::string* found = keys.find(name);
    return found == nullptr ? std::string() : *found;
  };
  state.initialize = value("initialize");
  state.leader = value("leader");
  state.config = MaskedText(value("config"), numbers);
  state.history = MaskedText(value("history"), numbers);
  if (const std::string failover = value("failover"); !is_empty_object(failover))
    state.failover = MaskedText(failover, numbers);
  read_sync(value("sync"), state);
  read_status(value("status"), state);
  if (!state.last_position)
    if (const auto position = to_integer(trim(value("optime/leader"))))
      state.last_position = *position;
  state.members = decode_members(keys);
  return state;
}

}  // namespace patrol
