// Reads settings of etcd members as etcd would.
#include "rules/etcd/shared_etcd.h"

#include <algorithm>
#include <map>
#include <set>

#include "linter/base/text.h"
#include "linter/facts/facts.h"

namespace patrol::rules {

EtcdMembers active_members(const Snapshot& cluster) {
  EtcdMembers members;
  for (const EtcdDocument* member : cluster.etcd)
    if (setting(*member, "config-file") == nullptr) members.push_back(member);
  return members;
}

KnownVersion etcd_version(const Snapshot& cluster, const EtcdDocument& member) {
  return member.etcd.is_known ? member.etcd : cluster.etcd_version;
}

const EtcdValue* setting(const EtcdDocument& member, std::string_view flag) {
  const EtcdValue* value = member.find(flag);
  return value == nullptr || value->is_opaque || trim(value->value).empty() ? nullptr : value;
}

std::vector<EtcdUrl> urls(const EtcdDocument& member, std::string_view flag) {
  std::vector<EtcdUrl> out;
  const EtcdValue* value = setting(member, flag);
  if (value == nullptr) return out;
  for (EtcdPiece& piece : pieces(*value)) {
    auto url = parse_url(piece.text);
    out.push_back({std::move(piece), std::string(flag), std::move(url)});
  }
  return out;
}

std::vector<EtcdUrl> peer_urls(const EtcdDocument& member) {
  std::vector<EtcdUrl> out;
  for (const EtcdPeer& peer : initial_cluster(member))
    out.push_back({{peer.url, peer.at}, "initial-cluster", parse_url(peer.url)});
  return out;
}

bool has_partners(const EtcdDocument& member) {
  std::set<std::string> names;
  for (const EtcdPeer& peer : initial_cluster(member)) names.insert(peer.name);
  return names.size() > 1;
}

std::vector<EtcdMembers> joint_members(const Snapshot& cluster) {
  std::vector<EtcdMembers> groups;
  std::map<std::string, std::size_t> group_of_url;
  for (const EtcdDocument* member : active_members(cluster)) {
    std::optional<std::size_t> joined;
    const auto peers = initial_cluster(*member);
    for (const EtcdPeer& peer : peers)
      if (const auto found = group_of_url.find(peer.url); found != group_of_url.end() && !joined)
        joined = found->second;
    if (!joined) {
      if (peers.empty()) continue;
      joined = groups.size();
      groups.emplace_back();
    }
    groups[*joined].push_back(member);
    for (const EtcdPeer& peer : peers) group_of_url.try_emplace(peer.url, *joined);
  }
  std::erase_if(groups, [](const EtcdMembers& group) { return group.size() < 2; });
  return groups;
}

std::string most_common(const std::vector<std::string>& values) {
  std::string best;
  std::ptrdiff_t votes = 0;
  for (const std::string& value : values) {
    const auto count = std::count(values.begin(), values.end(), value);
    if (count <= votes) continue;
    votes = count;
    best = value;
  }
  return best;
}

std::optional<bool> go_boolean(std::string_view text) {
  for (const std::string_view word : {"1", "t", "T", "true", "TRUE", "True"})
    if (text == word) return true;
  for (const std::string_view word : {"0", "f", "F", "false", "FALSE", "False"})
    if (text == word) return false;
  return std::nullopt;
}

std::optional<long long> go_integer(std::string_view text) {
  const bool is_negative = text.starts_with('-');
  std::string_view digits = text.substr(text.starts_with('-') || text.starts_with('+') ? 1 : 0);
  int base = 10;
  if (digits.starts_with("0x") || digits.starts_with("0X"))
    base = 16;
  else if (digits.starts_with("0b") || digits.starts_with("0B"))
    base = 2;
  else if (digits.starts_with("0o") || digits.starts_with("0O"))
    base = 8;
  if (base != 10)
    digits.remove_prefix(2);
  else if (digits.size() > 1 && digits.starts_with('0'))
    base = 8;
  long long number = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), number, base);
  if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size() || number < 0)
    return std::nullopt;
  return is_negative ? -number : number;
}

bool is_go_duration(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  if (text == "0") return true;
  if (text.empty()) return false;
  while (!text.empty()) {
    const auto digits = text.find_first_not_of("0123456789.");
    if (digits == 0 || digits == std::string_view::npos || text.substr(0, digits) == ".")
      return false;
    text.remove_prefix(digits);
    const auto unit_end = std::min(text.find_first_of("0123456789."), text.size());
    const std::string_view unit = text.substr(0, unit_end);
    if (unit != "ns" && unit != "us" && unit != "µs" && unit != "ms" && unit != "s" &&
        unit != "m" && unit != "h")
      return false;
    text.remove_prefix(unit_end);
  }
  return true;
}

std::optional<long long> number(const EtcdDocument& member, std::string_view flag) {
  const EtcdValue* value = member.find(flag);
  if (value != nullptr && value->is_opaque) return std::nullopt;
  if (value != nullptr && !trim(value->value).empty()) return go_integer(value->value);
  const facts::EtcdSetting* fact = facts::find_etcd_flag(flag);
  return fact == nullptr ? std::nullopt : to_integer(fact->default_value);
}

bool is_on(const EtcdDocument& member, std::string_view flag) {
  return go_boolean(etcd_text(member, flag)).value_or(false);
}

std::vector<EtcdArgument> arguments(const EtcdDocument& member) {
  std::vector<EtcdArgument> out;
  for (const std::string_view name : {"DAEMON_ARGS", "ETCD_OPTS", "ETCD_ARGS"}) {
    const EnvVariable* variable = member.env.find(name);
    if (variable == nullptr) continue;
    bool may_be_value = false;
    for (const std::string_view word : split(variable->value, ' ')) {
      if (word.empty()) continue;
      const bool is_flag = word.starts_with('-');
      const std::string_view bare = word.substr(std::min(word.find_first_not_of('-'), word.size()));
      const auto equals = bare.find('=');
      if (is_flag)
        out.push_back({std::string(bare.substr(0, equals)), variable});
      else if (!may_be_value)
        out.push_back({{}, variable});
      may_be_value = is_flag && equals == std::string_view::npos;
    }
  }
  return out;
}

bool is_argument(const EtcdDocument& member, std::string_view flag) {
  const auto all = arguments(member);
  return std::any_of(all.begin(), all.end(),
                     [&](const EtcdArgument& argument) { return argument.flag == flag; });
}

Spot missing_flag(const EtcdDocument& member, std::string_view flag) {
  const std::string name = spelled(member, flag);
  if (!member.values.empty()) return {member.values.front().name_span, name};
  return {Span{member.file, 0, 0}, name};
}

std::string spelled(const EtcdDocument& member, std::string_view flag) {
  const facts::EtcdSetting* fact = facts::find_etcd_flag(flag);
  if (fact == nullptr) return std::string(flag);
  return std::string(member.is_yaml ? fact->yaml_path : fact->variable);
}

}  // namespace patrol::rules
