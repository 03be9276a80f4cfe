// Looking things up in what was observed.
#include "linter/model/observation.h"

#include <algorithm>
#include <array>
#include <utility>

namespace patrol {
namespace {

constexpr auto kinds = std::to_array<std::pair<FileKind, std::string_view>>(
    {{FileKind::patroni, "patroni"},
     {FileKind::patroni_env, "patroni_env"},
     {FileKind::etcd_env, "etcd_env"},
     {FileKind::etcd_yaml, "etcd_yaml"},
     {FileKind::postgres_conf, "postgres_conf"},
     {FileKind::hba, "hba"},
     {FileKind::ident, "ident"},
     {FileKind::haproxy, "haproxy"},
     {FileKind::unit, "unit"},
     {FileKind::certificate, "certificate"}});

template <typename T>
const Unavailable* why(const Observed<T>& observed) {
  return observed.has_value() ? nullptr : &observed.error();
}

}  // namespace

std::string_view to_string(FileKind kind) {
  const auto* const found = std::find_if(kinds.begin(), kinds.end(),
                                         [&](const auto& entry) { return entry.first == kind; });
  return found == kinds.end() ? "" : found->second;
}

std::optional<FileKind> parse_file_kind(std::string_view word) {
  const auto* const found = std::find_if(kinds.begin(), kinds.end(),
                                         [&](const auto& entry) { return entry.second == word; });
  if (found == kinds.end()) return std::nullopt;
  return found->first;
}

const PgSetting* MemberObservation::setting(std::string_view wanted) const {
  if (!settings) return nullptr;
  const auto found = std::find_if(settings->begin(), settings->end(),
                                  [&](const PgSetting& row) { return row.name == wanted; });
  return found == settings->end() ? nullptr : &*found;
}

const ObservedFile* MemberObservation::file(FileKind kind) const {
  if (!files) return nullptr;
  const auto found = std::find_if(files->begin(), files->end(),
                                  [&](const ObservedFile& file) { return file.kind == kind; });
  return found == files->end() ? nullptr : &*found;
}

const MemberObservation* ClusterObservation::member(std::string_view wanted) const {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const MemberObservation& one) { return one.name == wanted; });
  return found == members.end() ? nullptr : &*found;
}

const MemberObservation* ClusterObservation::leader() const {
  if (dcs && !dcs->leader.empty()) return member(dcs->leader);
  const auto leads = [](const MemberObservation& one) {
    if (one.rest && one.rest->role != ObservedRole::unknown)
      return one.rest->role != ObservedRole::replica;
    return one.server && !one.server->is_in_recovery;
  };
  const auto found = std::find_if(members.begin(), members.end(), leads);
  if (found == members.end() || std::find_if(found + 1, members.end(), leads) != members.end())
    return nullptr;
  return &*found;
}

const Unavailable* missing(const MemberObservation& member, Surface surface) {
  switch (surface) {
    case Surface::server:
      return why(member.server);
    case Surface::settings:
      return why(member.settings);
    case Surface::file_settings:
      return why(member.file_settings);
    case Surface::hba_rules:
      return why(member.hba_rules);
    case Surface::ident_rules:
      return why(member.ident_rules);
    case Surface::replication:
      return why(member.replication);
    case Surface::receiver:
      return why(member.receiver);
    case Surface::slots:
      return why(member.slots);
    case Surface::roles:
      return why(member.roles);
    case Surface::rest:
      return why(member.rest);
    case Surface::host:
      return why(member.host);
    case Surface::files:
      return why(member.files);
    case Surface::dcs:
    case Surface::etcd:
      return nullptr;
  }
  return nullptr;
}

const Unavailable* missing(const ClusterObservation& cluster, Surface surface) {
  if (surface == Surface::dcs) return why(cluster.dcs);
  if (surface == Surface::etcd) return why(cluster.etcd);
  return nullptr;
}

}  // namespace patrol
