// The sections of HAProxy's files that send clients to members of the cluster.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "linter/doc/haproxy.h"
#include "linter/engine/rule.h"

namespace patrol::rules {

struct ServedMember {
  HaproxyServer server;
  const MemberObservation* member = nullptr;  // null: none has that address
};

struct MemberSection {
  const HaproxyFile* file = nullptr;
  const HaproxySection* section = nullptr;
  std::vector<ServedMember> servers;
  bool are_addresses = true;  // false: a host is a name, which cannot be compared with an address
};

struct MemberSections {
  std::deque<HaproxyFile> files;
  std::vector<MemberSection> sections;
};
/// Sections in which at least one server is a member.
[[nodiscard]] MemberSections member_sections(const Snapshot& cluster);

/// What the section's HTTP check asks; nothing where there is no such check.
struct HttpCheck {
  const HaproxyLine* line = nullptr;
  std::string path;
};
[[nodiscard]] std::optional<HttpCheck> http_check(const MemberSection& section);

/// The path asks for the leader.
[[nodiscard]] bool asks_for_leader(std::string_view path);
/// Patroni has an answer of its own for that path.
[[nodiscard]] bool is_health_path(std::string_view path);
/// The server's option, else that of `default-server`: where the word stands in its line.
struct ServerOption {
  const HaproxyLine* line = nullptr;
  std::size_t index = 0;
};
[[nodiscard]] std::optional<ServerOption> server_option(const MemberSection& section,
                                                        const HaproxyServer& server,
                                                        std::string_view word);
/// "listen primary".
[[nodiscard]] std::string called(const HaproxySection& section);

}  // namespace patrol::rules
