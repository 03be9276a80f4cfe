// Finds and splits address settings.
#include "rules/addresses/shared_address.h"

#include <algorithm>
#include <array>

#include "linter/base/text.h"
#include "linter/facts/ports.h"

namespace patrol::rules {
namespace {

bool names_remote_host(const PatroniDocument& member) {
  for (const auto& addresses : {published_addresses(member), listen_addresses(member)})
    for (const Address& address : addresses)
      if (std::any_of(address.hosts.begin(), address.hosts.end(),
                      [](const std::string& host) { return is_remote_host(host); }))
        return true;
  for (const DcsKind kind : dcs_sections(member.root()))
    for (const Endpoint& endpoint : dcs_endpoints(member.root(), kind))
      if (is_remote_host(endpoint.host)) return true;
  return static_cast<bool>(member.root()["kubernetes"]);
}

}  // namespace

std::string Address::path() const {
  return cat(section, '.', key);
}

bool Address::has_usable_port() const {
  constexpr long long highest_port = 65535;
  return !has_scheme && parts.port && *parts.port > 0 && *parts.port <= highest_port;
}

bool Address::is_plain() const {
  const bool is_bare_ipv6 = contains(parts.host, ":") && !is_ip_address(parts.host);
  return !has_scheme && hosts.size() == 1 && !is_bare_ipv6;
}

std::optional<Address> address(const PatroniDocument& member, std::string_view section,
                               std::string_view key) {
  const Value value = member.root()[section][key];
  if (!value.is_string() || value.is_opaque()) return std::nullopt;
  Address out{.member = &member, .value = value, .section = section, .key = key};
  const std::string_view text = trim(value.text());
  out.has_scheme = contains(text, "://");
  const bool is_postgres = section == "postgresql";
  out.parts = split_host_port(
      text, is_postgres ? std::optional<long long>(facts::postgres_port) : std::nullopt);
  for (const std::string_view host : split(out.parts.host, ',')) out.hosts.emplace_back(trim(host));
  return out;
}

std::vector<Address> published_addresses(const PatroniDocument& member) {
  std::vector<Address> out;
  for (const auto& [section, key] : std::to_array<std::pair<std::string_view, std::string_view>>(
           {{"restapi", "connect_address"},
            {"postgresql", "connect_address"},
            {"postgresql", "proxy_address"}}))
    if (auto found = address(member, section, key)) out.push_back(std::move(*found));
  return out;
}

std::vector<Address> listen_addresses(const PatroniDocument& member) {
  std::vector<Address> out;
  for (const std::string_view section : {"restapi", "postgresql"})
    if (auto found = address(member, section, "listen")) out.push_back(std::move(*found));
  return out;
}

bool spans_hosts(const Snapshot& cluster) {
  return std::any_of(cluster.patroni.begin(), cluster.patroni.end(),
                     [](const PatroniDocument* member) { return names_remote_host(*member); });
}

bool may_be_completed(const Snapshot& cluster, const PatroniDocument& member) {
  if (member.is_environment || member.name.empty()) return true;
  return std::any_of(cluster.patroni.begin(), cluster.patroni.end(),
                     [](const PatroniDocument* other) { return other->is_environment; });
}

}  // namespace patrol::rules
