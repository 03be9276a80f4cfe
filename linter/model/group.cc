// Joins documents by scope, endpoints and folders.
#include "linter/model/group.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "linter/base/text.h"
#include "linter/facts/facts.h"
#include "linter/model/endpoints.h"
#include "linter/model/etcd.h"

namespace patrol {
namespace {

using Members = std::vector<const PatroniDocument*>;

std::vector<Members> values_of(const std::map<std::string_view, Members>& parts) {
  std::vector<Members> out;
  out.reserve(parts.size());
  for (const auto& [name, part] : parts) out.push_back(part);
  return out;
}

std::string_view folder_of(std::string_view path) {
  const auto slash = path.find_last_of('/');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

std::set<std::string> endpoint_texts(const PatroniDocument& member) {
  std::set<std::string> texts;
  for (const DcsKind kind : dcs_sections(member.root()))
    for (const Endpoint& endpoint : dcs_endpoints(member.root(), kind))
      texts.insert(cat(endpoint.host, ':', endpoint.port.value_or(0)));
  return texts;
}

// The part of the path below `above` that tells the folders apart; empty for files in `above`.
std::string_view component_below(std::string_view path, std::size_t above) {
  const std::string_view rest = folder_of(path).size() > above ? folder_of(path).substr(above) : "";
  return rest.substr(0, rest.find('/'));
}

std::size_t common_folder(std::string_view left, std::string_view right) {
  const std::string_view one = folder_of(left);
  const std::string_view other = folder_of(right);
  std::size_t end = 0;
  for (std::size_t at = 0; at < std::min(one.size(), other.size()) && one[at] == other[at]; ++at)
    if (one[at] == '/') end = at + 1;
  return end;
}

/// Builds the clusters of one run; a class because every step shares the same tables.
class Grouping {
 public:
  Grouping(Collection& out, const CollectOptions& options) : out_(out), options_(options) {}
  void run();

 private:
  [[nodiscard]] std::string_view name(FileId file) const { return out_.sources.name(file); }
  void group_members();
  void add_scope(const Members& members);
  [[nodiscard]] std::vector<Members> split_by_folder(const Members& members) const;
  [[nodiscard]] std::vector<Members> split_by_space(const Members& members) const;
  std::size_t add_cluster(const Members& members);
  [[nodiscard]] std::vector<std::size_t> clusters_of_folder(std::string_view folder) const;
  Snapshot& cluster_for(FileId file);
  void place_others();
  void place_etcd();
  void set_versions(Snapshot& cluster) const;
  static void place_keys(Snapshot& cluster);
  void find_neighbours();

  Collection& out_;
  const CollectOptions& options_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_folder_;
  std::map<std::string, std::size_t, std::less<>> leftover_by_folder_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_dcs_host_;
  std::size_t with_members_ = 0;
};

void Grouping::run() {
  group_members();
  with_members_ = out_.clusters.size();
  place_others();
  place_etcd();
  for (Snapshot& cluster : out_.clusters) {
    set_versions(cluster);
    place_keys(cluster);
  }
  find_neighbours();
}

void Grouping::group_members() {
  std::map<std::string, Members> by_scope;
  std::map<std::string_view, std::set<std::string>> scopes_of_folder;
  for (const PatroniDocument& member : out_.patroni)
    if (!member.scope.empty()) scopes_of_folder[folder_of(name(member.file))].insert(member.scope);
  for (const PatroniDocument& member : out_.patroni) {
    const auto folder = folder_of(name(member.file));
    const auto& scopes = scopes_of_folder[folder];
    std::string key = member.scope;
    if (key.empty()) key = scopes.size() == 1 ? *scopes.begin() : cat('\n', folder);
    by_scope[std::move(key)].push_back(&member);
  }
  for (const auto& [scope, members] : by_scope) add_scope(members);
}

void Grouping::add_scope(const Members& members) {
  for (const Members& folder : split_by_folder(members))
    for (const Members& whole : split_by_space(folder)) add_cluster(whole);
}

std::vector<Members> Grouping::split_by_folder(const Members& members) const {
  std::map<std::string_view, const PatroniDocument*> by_name;
  std::size_t shared = std::string::npos;
  for (const PatroniDocument* member : members) {
    if (member->name.empty()) continue;
    const auto [found, is_new] = by_name.try_emplace(member->name, member);
    const bool is_same_folder =
        folder_of(name(found->second->file)) == folder_of(name(member->file));
    if (is_new || is_same_folder) continue;
    shared = std::min(shared, common_folder(name(found->second->file), name(member->file)));
  }
  if (shared == std::string::npos) return {members};
  std::map<std::string_view, Members> parts;
  for (const PatroniDocument* member : members)
    parts[component_below(name(member->file), shared)].push_back(member);
  // One member a folder with one name twice is a copied file, not a second cluster: unless it talks
  // to another DCS.
  const bool is_one_each = std::all_of(parts.begin(), parts.end(),
                                       [](const auto& part) { return part.second.size() == 1; });
  const auto endpoints = endpoint_texts(*members.front());
  const bool is_one_dcs = std::all_of(
      members.begin(), members.end(),
      [&](const PatroniDocument* member) { return endpoint_texts(*member) == endpoints; });
  if (is_one_each && is_one_dcs) return {members};
  return values_of(parts);
}

std::vector<Members> Grouping::split_by_space(const Members& members) const {
  std::map<std::string_view, Members> parts;
  for (const PatroniDocument* member : members) parts[member->space].push_back(member);
  const bool are_whole =
      parts.size() > 1 && std::all_of(parts.begin(), parts.end(),
                                      [](const auto& part) { return part.second.size() >= 2; });
  if (!are_whole) return {members};
  return values_of(parts);
}

std::size_t Grouping::add_cluster(const Members& members) {
  const std::size_t index = out_.clusters.size();
  Snapshot& cluster = out_.clusters.emplace_back();
  cluster.sources = &out_.sources;
  cluster.patroni = members;
  std::set<std::string> folders;
  std::set<std::string> hosts;
  for (const PatroniDocument* member : members) {
    folders.emplace(folder_of(name(member->file)));
    for (const DcsKind kind : dcs_sections(member->root()))
      for (const Endpoint& endpoint : dcs_endpoints(member->root(), kind))
        hosts.insert(endpoint.host);
  }
  for (const auto& folder : folders) by_folder_[folder].push_back(index);
  for (const auto& host : hosts)
    if (!is_loopback(host) && !host.empty()) by_dcs_host_[host].push_back(index);
  return index;
}

// Clusters with a member in the folder, else in the nearest folder above, else the only cluster.
std::vector<std::size_t> Grouping::clusters_of_folder(std::string_view folder) const {
  for (;;) {
    if (const auto found = by_folder_.find(folder); found != by_folder_.end()) return found->second;
    if (folder.empty()) break;
    folder = folder_of(folder);
  }
  if (with_members_ == 1) return {0};
  return {};
}

Snapshot& Grouping::cluster_for(FileId file) {
  const std::string_view folder = folder_of(name(file));
  if (const auto found = clusters_of_folder(folder); found.size() == 1)
    return out_.clusters[found.front()];
  const auto [entry, is_new] =
      leftover_by_folder_.try_emplace(std::string(folder), out_.clusters.size());
  if (is_new) out_.clusters.emplace_back().sources = &out_.sources;
  return out_.clusters[entry->second];
}

void Grouping::place_others() {
  for (const DynamicDocument& document : out_.dynamic)
    cluster_for(document.file).dynamic.push_back(&document);
  for (const HbaDocument& document : out_.hba) cluster_for(document.file).hba.push_back(&document);
  for (const IdentDocument& document : out_.ident)
    cluster_for(document.file).ident.push_back(&document);
  for (const ConfDocument& document : out_.conf)
    cluster_for(document.file).conf.push_back(&document);
  for (const UnknownDocument& document : out_.unknown)
    cluster_for(document.file).unknown.push_back(&document);
  std::map<const void*, std::vector<Snapshot*>> owners;
  for (Snapshot& cluster : out_.clusters) {
    for (const PatroniDocument* member : cluster.patroni) owners[member].push_back(&cluster);
    for (const DynamicDocument* document : cluster.dynamic) owners[document].push_back(&cluster);
  }
  for (const HbaList& list : out_.hba_lists) {
    const void* const document =
        list.member != nullptr ? static_cast<const void*>(list.member) : list.dynamic;
    for (Snapshot* owner : owners[document]) owner->hba_lists.push_back(&list);
  }
}

std::set<std::string> etcd_hosts(const EtcdDocument& document) {
  std::set<std::string> hosts;
  for (const std::string_view flag :
       {"advertise-client-urls", "listen-client-urls", "initial-advertise-peer-urls"}) {
    const EtcdValue* value = document.find(flag);
    if (value == nullptr) continue;
    for (const EtcdPiece& piece : pieces(*value))
      if (const auto url = parse_url(piece.text)) hosts.insert(url->host);
  }
  return hosts;
}

void Grouping::place_etcd() {
  for (const EtcdDocument& document : out_.etcd) {
    std::set<std::size_t> owners;
    for (const std::string& host : etcd_hosts(document))
      if (const auto found = by_dcs_host_.find(host); found != by_dcs_host_.end())
        owners.insert(found->second.begin(), found->second.end());
    for (const std::size_t owner : owners) out_.clusters[owner].etcd.push_back(&document);
    if (owners.empty()) cluster_for(document.file).etcd.push_back(&document);
  }
}

void Grouping::set_versions(Snapshot& cluster) const {
  cluster.patroni_version = {options_.patroni.value_or(facts::newest_patroni),
                             options_.patroni.has_value()};
  cluster.postgres_version = {options_.postgres.value_or(Version{facts::newest_postgres, 0, 0}),
                              options_.postgres.has_value()};
  cluster.etcd_version = {options_.etcd.value_or(Version{3, 5, 0}), options_.etcd.has_value()};
  for (const PatroniDocument* member : cluster.patroni) {
    if (!member->postgres.is_known) continue;
    if (cluster.postgres_version.is_known &&
        cluster.postgres_version.version <= member->postgres.version)
      continue;
    cluster.postgres_version = member->postgres;
  }
}

void Grouping::place_keys(Snapshot& cluster) {
  for (const PatroniDocument* member : cluster.patroni)
    if (!member->is_environment)
      add_placed_keys(member->root(), member, *cluster.sources, cluster.keys);
  for (const DynamicDocument* document : cluster.dynamic)
    add_placed_keys(document->root(), nullptr, *cluster.sources, cluster.keys);
}

Neighbour describe(const Snapshot& cluster) {
  const PatroniDocument& first = *cluster.patroni.front();
  Neighbour out{.scope = first.scope, .space = first.space, .scope_value = first.root()["scope"]};
  const auto endpoints = endpoint_texts(first);
  out.dcs.assign(endpoints.begin(), endpoints.end());
  out.members = cluster.patroni.size();
  out.first_name = first.name;
  out.is_standby_cluster = static_cast<bool>(first.root().at("bootstrap.dcs.standby_cluster"));
  return out;
}

void Grouping::find_neighbours() {
  std::map<std::vector<std::string>, std::vector<std::size_t>> by_dcs;
  std::vector<Neighbour> described;
  for (std::size_t index = 0; index < with_members_; ++index) {
    described.push_back(describe(out_.clusters[index]));
    if (!described.back().dcs.empty()) by_dcs[described.back().dcs].push_back(index);
  }
  constexpr std::size_t most = 16;  // a DCS shared by many clusters is a service, not a mistake
  for (const auto& [dcs, clusters] : by_dcs) {
    if (clusters.size() > most) continue;
    for (const std::size_t one : clusters)
      for (const std::size_t other : clusters)
        if (one != other) out_.clusters[one].neighbours.push_back(described[other]);
  }
}

}  // namespace

void group_clusters(Collection& out, const CollectOptions& options) {
  Grouping(out, options).run();
}

}  // namespace patrol
