// Joins members, endpoints and files of etcd.
#include "rules/drift/shared_etcd_live.h"

#include <algorithm>

#include "linter/facts/ports.h"

namespace patrol::rules {
namespace {

bool serves(const EtcdMember& member, const EtcdEndpoint& endpoint) {
  const std::string wanted = host_and_port(endpoint.url);
  return (!endpoint.member_id.empty() && endpoint.member_id == member.id) ||
         std::any_of(member.client_urls.begin(), member.client_urls.end(),
                     [&](const std::string& url) { return host_and_port(url) == wanted; });
}

bool has_url(const std::vector<std::string>& urls, std::string_view wanted) {
  return std::any_of(urls.begin(), urls.end(), [&](const std::string& url) {
    return !wanted.empty() && host_and_port(url) == wanted;
  });
}

bool is_described(const EtcdMember& member, const EtcdDocument& file) {
  for (const std::string_view flag : {"advertise-client-urls", "initial-advertise-peer-urls"}) {
    const EtcdValue* value = file.find(flag);
    if (value == nullptr || value->is_opaque) continue;
    const auto& urls = flag == "advertise-client-urls" ? member.client_urls : member.peer_urls;
    for (const EtcdPiece& piece : pieces(*value))
      if (has_url(urls, host_and_port(piece.text))) return true;
  }
  return false;
}

}  // namespace

std::size_t voters(const EtcdState& etcd) {
  return static_cast<std::size_t>(
      std::count_if(etcd.members.begin(), etcd.members.end(),
                    [](const EtcdMember& member) { return !member.is_learner; }));
}

bool is_etcd_member_down(const EtcdState& etcd, const EtcdMember& member) {
  bool was_asked = false;
  for (const EtcdEndpoint& endpoint : etcd.endpoints) {
    if (!serves(member, endpoint)) continue;
    if (endpoint.is_healthy && endpoint.error.empty()) return false;
    was_asked = true;
  }
  return was_asked;
}

std::string etcd_trouble(const EtcdState& etcd, const EtcdMember& member) {
  for (const EtcdEndpoint& endpoint : etcd.endpoints) {
    if (!serves(member, endpoint)) continue;
    if (!endpoint.error.empty()) return cat(shown(endpoint.url), ": ", shown(endpoint.error, 100));
    if (!endpoint.errors.empty())
      return cat(shown(endpoint.url), ": ", shown(endpoint.errors.front(), 100));
  }
  return {};
}

std::string called(const EtcdMember& member) {
  if (!member.name.empty()) return shown(member.name, 30);
  return shown(member.peer_urls.empty() ? member.id : member.peer_urls.front(), 40);
}

const EtcdMember* etcd_member(const EtcdState& etcd, std::string_view id) {
  const auto found = std::find_if(etcd.members.begin(), etcd.members.end(),
                                  [&](const EtcdMember& one) { return one.id == id; });
  return found == etcd.members.end() ? nullptr : &*found;
}

const EtcdMember* member_of_file(const EtcdState& etcd, const EtcdDocument& file) {
  const std::string_view name = etcd_text(file, "name");
  auto found = std::find_if(etcd.members.begin(), etcd.members.end(), [&](const EtcdMember& one) {
    return !name.empty() && one.name == name;
  });
  if (found == etcd.members.end())
    found = std::find_if(etcd.members.begin(), etcd.members.end(),
                         [&](const EtcdMember& one) { return is_described(one, file); });
  return found == etcd.members.end() ? nullptr : &*found;
}

std::string host_and_port(std::string_view url) {
  const auto read = parse_url(url);
  if (!read) return {};
  return cat(lower(read->host), ':', read->port.value_or(facts::etcd_client_port));
}

}  // namespace patrol::rules
