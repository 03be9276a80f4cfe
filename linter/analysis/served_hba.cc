// Joins members with lists and files, and goes through the pairs of members.
#include "linter/analysis/served_hba.h"

#include <algorithm>

#include "linter/base/text.h"
#include "linter/doc/hba_address.h"
#include "linter/facts/facts.h"
#include "linter/model/endpoints.h"
#include "linter/model/python.h"

namespace patrol {
namespace {

using Layer = EffectiveHba::Layer;

// What initdb writes; its auth options change the methods, never the addresses.
constexpr std::string_view initdb_lines =
    "local all all trust\n"
    "host all all 127.0.0.1/32 trust\n"
    "host all all ::1/128 trust\n"
    "local replication all trust\n"
    "host replication all 127.0.0.1/32 trust\n"
    "host replication all ::1/128 trust\n";

std::string_view folder_of(std::string_view path) {
  return path.substr(0, path.rfind('/') + 1);
}

// "node1" of "conf/node1.yml".
std::string_view stem_of(std::string_view path) {
  const std::string_view file = path.substr(path.rfind('/') + 1);
  return file.substr(0, file.find('.'));
}

// The one pg_hba.conf in the member's folder, or the one that is called after the member.
const HbaDocument* file_beside(const Snapshot& cluster, const PatroniDocument& member) {
  const std::string_view own = cluster.sources->name(member.file);
  std::vector<const HbaDocument*> near;
  for (const HbaDocument* document : cluster.hba)
    if (folder_of(cluster.sources->name(document->file)) == folder_of(own))
      near.push_back(document);
  if (near.size() > 1)
    std::erase_if(near, [&](const HbaDocument* document) {
      return !contains(cluster.sources->name(document->file).substr(folder_of(own).size()),
                       stem_of(own));
    });
  return near.size() == 1 ? near.front() : nullptr;
}

ServedHba served(const PatroniDocument& member, const EffectiveHba& hba) {
  ServedHba out{.list = hba.list,
                .document = nullptr,
                .layer = hba.layer,
                .members = {&member},
                .file = hba.list->hba,
                .from_initdb = 0,
                .major = member.postgres.version.major,
                .is_whole = hba.is_whole};
  if (hba.layer != Layer::bootstrap) return out;
  const HbaFile before = read_hba(hba.list->hba.source, initdb_lines, out.major);
  out.from_initdb = before.records.size();
  out.file.records.insert(out.file.records.begin(), before.records.begin(), before.records.end());
  return out;
}

ServedHba served(const PatroniDocument& member, const HbaDocument& document) {
  return {.list = nullptr,
          .document = &document,
          .layer = Layer::none,
          .members = {&member},
          .file = document.hba,
          .from_initdb = 0,
          .major = member.postgres.version.major,
          .is_whole = document.hba.errors.empty()};
}

void add(std::deque<ServedHba>& all, ServedHba one) {
  const auto known = std::find_if(all.begin(), all.end(), [&](const ServedHba& other) {
    return other.list == one.list && other.document == one.document;
  });
  if (known == all.end())
    all.push_back(std::move(one));
  else
    known->members.push_back(one.members.front());
}

struct Client {
  const PatroniDocument* member;
  std::string address;
  IpBytes ip;
};

// Only addresses that are numbers and not this machine's own.
std::vector<Client> clients_of(const Snapshot& cluster) {
  std::vector<Client> clients;
  for (const PatroniDocument* member : cluster.patroni) {
    const Value address = member->root().at("postgresql.connect_address");
    if (!address.is_string()) continue;
    const std::string host = split_host_port(address.text(), std::nullopt).host;
    if (!is_ip_address(host) || is_loopback(host) || is_wildcard(host)) continue;
    if (const auto ip = read_ip(host)) clients.push_back({member, host, *ip});
  }
  return clients;
}

// Whether the policy has to admit the member itself: a file of its own need not, but what serves
// all members has to, and a replica's file comes with its copy of the data.
bool admits_itself(const Snapshot& cluster, const ServedHba& served) {
  if (served.layer == Layer::bootstrap) return true;
  return served.layer == Layer::dynamic && cluster.patroni.size() == 1;
}

std::string own_database(const PatroniDocument& member) {
  const Value name = member.root().at("postgresql.database");
  if (name.is_string()) return std::string(name.text());
  const facts::PatroniSetting* setting = facts::find_patroni_setting("postgresql.database");
  return setting == nullptr ? std::string() : std::string(setting->default_value);
}

void add_logins(const PatroniDocument& target, const Client& client, const HbaPolicy& meaning,
                std::optional<bool> target_has_tls, std::vector<NeededLogin>& out) {
  for (const std::string_view role : {"superuser", "replication", "rewind"}) {
    HbaLoginUser user = login_user(*client.member, role);
    user.name = user_of(target, role);  // that they differ is for another rule to say
    if (user.name.empty()) continue;
    auto logins =
        hba_logins(meaning, std::span(&user, 1), std::span(&client.ip, 1), target_has_tls);
    out.push_back({.role = role,
                   .target = &target,
                   .client = client.member,
                   .address = client.address,
                   .login = std::move(logins.front())});
  }
}

}  // namespace

std::deque<ServedHba> served_policies(const Snapshot& cluster) {
  std::deque<ServedHba> all;
  for (const PatroniDocument* member : cluster.patroni) {
    const EffectiveHba hba = effective_hba(cluster, *member);
    // On a running cluster that list is history, and the file it became is looked at instead.
    const bool is_history = cluster.live != nullptr && hba.layer == Layer::bootstrap;
    if (hba.list != nullptr && !is_history) add(all, served(*member, hba));
    const bool is_replaced = hba.layer == Layer::local || hba.layer == Layer::dynamic;
    if (is_replaced || cluster.live != nullptr || parameter(cluster, *member, "hba_file")) continue;
    const HbaDocument* beside = file_beside(cluster, *member);
    if (beside != nullptr && !beside->hba.records.empty()) add(all, served(*member, *beside));
  }
  return all;
}

std::deque<ServedHba> whole_policies(const Snapshot& cluster) {
  std::deque<ServedHba> all = served_policies(cluster);
  std::erase_if(all, [](const ServedHba& one) { return !one.is_whole; });
  return all;
}

std::vector<NeededLogin> needed_logins(const Snapshot& cluster, const ServedHba& served,
                                       const HbaPolicy& meaning) {
  std::vector<NeededLogin> out;
  if (!served.is_whole) return out;
  const bool has_itself = admits_itself(cluster, served);
  const auto clients = clients_of(cluster);
  for (const PatroniDocument* target : served.members)
    for (const Client& client : clients)
      if (client.member != target || has_itself)
        add_logins(*target, client, meaning, has_tls(cluster, *target), out);
  return out;
}

std::string user_of(const PatroniDocument& member, std::string_view role) {
  const Value name = member.root().at("postgresql.authentication")[role]["username"];
  return name.is_string() ? std::string(name.text()) : std::string();
}

HbaLoginUser login_user(const PatroniDocument& member, std::string_view role) {
  HbaLoginUser user;
  user.name = user_of(member, role);
  user.is_replication = role == "replication";
  user.database = own_database(member);
  const Value mode = member.root().at("postgresql.authentication")[role]["sslmode"];
  if (mode.is_string() && !mode.is_opaque()) user.sslmode = mode.text();
  return user;
}

std::optional<bool> has_tls(const Snapshot& cluster, const PatroniDocument& member) {
  return patroni_bool(parameter(cluster, member, "ssl"));
}

bool is_on_loopback(const PatroniDocument& member) {
  const Value address = member.root().at("postgresql.connect_address");
  return address.is_string() && is_loopback(split_host_port(address.text(), std::nullopt).host);
}

std::string_view rewind_role(const PatroniDocument& member) {
  return user_of(member, "rewind").empty() ? "superuser" : "rewind";
}

}  // namespace patrol
