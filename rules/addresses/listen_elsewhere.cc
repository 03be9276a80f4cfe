// A member that listens on one address and publishes another is usually a copied file.
#include <algorithm>
#include <map>

#include "linter/engine/rule.h"
#include "rules/addresses/shared_address.h"

namespace patrol::rules {
namespace {

bool covers(const Address& listen, std::string_view host) {
  return std::any_of(listen.hosts.begin(), listen.hosts.end(), [&](const std::string& own) {
    return is_wildcard(own) || !is_ip_address(own) || own == host;
  });
}

bool is_bare_ipv6(const Address& address) {
  const std::string_view text = address.value.text();
  return text.find(':') != text.rfind(':') && !contains(text, "[");
}

// How many members publish the same text.
std::map<std::string, int> publishers(const Snapshot& cluster) {
  std::map<std::string, int> out;
  for (const PatroniDocument* member : cluster.patroni)
    for (const Address& address : published_addresses(*member))
      ++out[std::string(address.value.text())];
  return out;
}

// A published address that can be compared, and that no other rule explains better.
bool is_elsewhere(const Address& listen, const Address& connect) {
  const std::string& host = connect.parts.host;
  if (!connect.is_plain() || listen.has_scheme || is_bare_ipv6(connect)) return false;
  if (!is_ip_address(host) || !is_remote_host(host) || covers(listen, host)) return false;
  return !std::all_of(listen.hosts.begin(), listen.hosts.end(),
                      [](const std::string& own) { return is_loopback(own); });
}

void tell(const Address& listen, const Address& connect, Report& report) {
  report
      .add(at(connect.value), cat('`', connect.path(), "` is ", shown(connect.parts.host),
                                  "; `listen` does not include it"))
      .label(at(listen.value), "listened on")
      .note(
          "others connect to an address on which this member does not answer; right only "
          "behind address translation")
      .fix("name the same host in both, or listen on 0.0.0.0");
}

void check(const Snapshot& cluster, Report& report) {
  const auto published = publishers(cluster);
  for (const PatroniDocument* member : cluster.patroni)
    for (const Address& listen : listen_addresses(*member)) {
      const auto connect = address(*member, listen.section, "connect_address");
      if (!connect || !is_elsewhere(listen, *connect)) continue;
      const bool is_shared = published.at(std::string(connect->value.text())) > 1;
      if (!is_shared) tell(listen, *connect, report);
    }
}

}  // namespace

extern constinit const Rule listen_elsewhere{
    .id = "ADR013",
    .name = "listen-elsewhere",
    .severity = Severity::warning,
    .summary = "the published address is not among those listened on",
    .why = "Files are copied from member to member, and one of the two addresses is forgotten.",
    .bad = R"(scope: shop
name: n2
postgresql:
  listen: 10.0.0.1:5432
  connect_address: 10.0.0.2:5432  # finding: ADR013
)",
    .good = R"(scope: shop
name: n2
postgresql:
  listen: 127.0.0.1,10.0.0.2:5432
  connect_address: 10.0.0.2:5432
)",
    .sources = {"patroni 4.1.4 docs/yaml_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
