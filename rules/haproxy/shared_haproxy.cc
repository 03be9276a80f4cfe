// Joins servers with members by address.
#include "rules/haproxy/shared_haproxy.h"

#include <algorithm>
#include <array>

#include "linter/model/endpoints.h"

namespace patrol::rules {
namespace {

const MemberObservation* member_at(const ClusterObservation& live, const HaproxyServer& server) {
  const auto found =
      std::find_if(live.members.begin(), live.members.end(), [&](const MemberObservation& one) {
        const HostPort address = split_host_port(one.address, std::nullopt);
        const bool is_host = equal_ignoring_case(address.host, server.host) ||
                             equal_ignoring_case(one.name, server.host);
        return is_host && (!server.port || server.port == address.port);
      });
  return found == live.members.end() ? nullptr : &*found;
}

MemberSection read_section(const ClusterObservation& live, const HaproxyFile& file,
                           const HaproxySection& section) {
  MemberSection out{.file = &file, .section = &section, .servers = {}, .are_addresses = true};
  for (HaproxyServer& server : section.servers()) {
    const MemberObservation* member = member_at(live, server);
    if (member == nullptr && !is_ip_address(server.host)) out.are_addresses = false;
    out.servers.push_back({std::move(server), member});
  }
  return out;
}

// Patroni's health endpoints; those with a query are cut off at the question mark.
constexpr auto leader_paths = std::to_array<std::string_view>(
    {"/", "/master", "/primary", "/leader", "/read-write", "/standby-leader", "/standby_leader"});
constexpr auto other_paths = std::to_array<std::string_view>(
    {"/replica", "/read-only", "/sync", "/synchronous", "/async", "/asynchronous", "/quorum",
     "/read-only-sync", "/read-only-quorum", "/health", "/liveness", "/readiness", "/patroni"});

std::string_view without_query(std::string_view path) {
  return path.substr(0, path.find('?'));
}

bool is_path(std::string_view word) {
  return word.starts_with('/');
}

bool has_member(const MemberSection& section) {
  return std::any_of(section.servers.begin(), section.servers.end(),
                     [](const auto& served) { return served.member != nullptr; });
}

}  // namespace

MemberSections member_sections(const Snapshot& cluster) {
  MemberSections out;
  for (const LiveFile& file : cluster.live_files) {
    if (file.kind != FileKind::haproxy) continue;
    const HaproxyFile& read =
        out.files.emplace_back(read_haproxy(file.file, cluster.sources->text(file.file)));
    for (const HaproxySection& section : read.sections) {
      MemberSection one = read_section(*cluster.live, read, section);
      if (has_member(one)) out.sections.push_back(std::move(one));
    }
  }
  return out;
}

std::optional<HttpCheck> http_check(const MemberSection& section) {
  const HaproxyLine* option = section.file->effective(*section.section, "option", "httpchk");
  if (option == nullptr) return std::nullopt;
  const HaproxyLine* send = section.file->effective(*section.section, "http-check", "send");
  if (send != nullptr)
    if (const auto uri = send->find("uri"); uri && *uri + 1 < send->words.size())
      return HttpCheck{send, std::string(send->word(*uri + 1))};
  HttpCheck check{option, "/"};
  for (std::size_t index = 2; index < option->words.size(); ++index)
    if (is_path(option->word(index))) check.path = option->word(index);
  return check;
}

bool asks_for_leader(std::string_view path) {
  return std::find(leader_paths.begin(), leader_paths.end(), without_query(path)) !=
         leader_paths.end();
}

bool is_health_path(std::string_view path) {
  return asks_for_leader(path) || std::find(other_paths.begin(), other_paths.end(),
                                            without_query(path)) != other_paths.end();
}

std::optional<ServerOption> server_option(const MemberSection& section, const HaproxyServer& server,
                                          std::string_view word) {
  constexpr std::size_t after_address = 3;
  if (const auto index = server.line->find(word, after_address))
    return ServerOption{server.line, *index};
  const HaproxyLine* defaults = section.file->effective(*section.section, "default-server");
  if (defaults == nullptr) return std::nullopt;
  if (const auto index = defaults->find(word)) return ServerOption{defaults, *index};
  return std::nullopt;
}

std::string called(const HaproxySection& section) {
  return cat(section.kind, section.name.empty() ? "" : " ", shown(section.name, 30));
}

}  // namespace patrol::rules
