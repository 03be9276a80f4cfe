// Addresses as Patroni and etcd split them, and the DCS endpoints that a member names.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/diag/finding.h"
#include "linter/model/snapshot.h"

namespace patrol {

/// Patroni's own splitting: at the last colon; brackets go only when a colon remains inside.
/// "a:1,b:2" is host "a:1,b" port 2; "::1" is host ":" port 1. `port` is nothing when the text
/// behind the colon is not a number; the default fills in when there is no colon. Source:
/// patroni 4.1.4 patroni/utils.py split_host_port.
struct HostPort {
  std::string host;
  std::optional<long long> port;
  bool has_port = false;  // written, not filled in
};
[[nodiscard]] HostPort split_host_port(std::string_view text,
                                       std::optional<long long> default_port);

/// scheme://host:port/path; empty pieces where absent. Brackets of IPv6 hosts are removed.
struct Url {
  std::string scheme;  // lower case
  std::string host;
  std::optional<long long> port;
  std::string path;
  bool has_credentials = false;
};
/// Nothing when there is no "://".
[[nodiscard]] std::optional<Url> parse_url(std::string_view text);

/// 127.0.0.0/8, ::1, localhost (any case, with or without brackets).
[[nodiscard]] bool is_loopback(std::string_view host);
/// 0.0.0.0, ::, *, or nothing.
[[nodiscard]] bool is_wildcard(std::string_view host);
/// A dotted quad or an IPv6 address (with or without brackets).
[[nodiscard]] bool is_ip_address(std::string_view host);
/// Digits and dots that are no address and can be no name: "10.0.0.300", "10.1.2.38008", "10.0.0".
[[nodiscard]] bool is_broken_ip(std::string_view host);
/// A blank of a form that was never filled in: "<node_ip>", "x.x.x.x", "10.0.0.X".
[[nodiscard]] bool is_unfilled_host(std::string_view host);
/// A host that is neither this machine nor every address: it names one place in the network.
[[nodiscard]] bool is_remote_host(std::string_view host);

/// The DCS kinds in the order in which Patroni looks for their sections.
/// Source: patroni 4.1.4 patroni/dcs/__init__.py (sorted module names).
enum class DcsKind { consul, etcd, etcd3, exhibitor, kubernetes, raft, zookeeper };
[[nodiscard]] std::string_view to_string(DcsKind kind);

/// The sections that stand in a document, in Patroni's order; it uses the first.
[[nodiscard]] std::vector<DcsKind> dcs_sections(const Value& root);

struct Endpoint {
  std::string host;
  std::optional<long long> port;  // the default of the DCS when not written
  bool has_port = false;
  std::string scheme;  // "" when not written
  Spot spot;           // the piece of text that names it
  Value value;         // the whole setting
};

/// Endpoints of one section: host, hosts (text or list), url, proxy; raft's partner_addrs and
/// self_addr. Placeholders are left out.
[[nodiscard]] std::vector<Endpoint> dcs_endpoints(const Value& root, DcsKind kind);

/// The pieces of a comma-separated text or of a list, with their places; blanks at the ends cut
/// off.
struct Piece {
  std::string text;
  Spot spot;
};
[[nodiscard]] std::vector<Piece> list_pieces(const Value& value);

}  // namespace patrol
