// Splits addresses the way their readers do.
#include "linter/model/endpoints.h"

#include <algorithm>
#include <array>
#include <utility>

#include "linter/base/text.h"
#include "linter/model/spot.h"

namespace patrol {
namespace {

constexpr auto section_names =
    std::to_array<std::pair<DcsKind, std::string_view>>({{DcsKind::consul, "consul"},
                                                         {DcsKind::etcd, "etcd"},
                                                         {DcsKind::etcd3, "etcd3"},
                                                         {DcsKind::exhibitor, "exhibitor"},
                                                         {DcsKind::kubernetes, "kubernetes"},
                                                         {DcsKind::raft, "raft"},
                                                         {DcsKind::zookeeper, "zookeeper"}});

std::string_view without_brackets(std::string_view host) {
  if (host.size() >= 2 && host.front() == '[' && host.back() == ']')
    return host.substr(1, host.size() - 2);
  return host;
}

bool is_dotted_quad(std::string_view host) {
  const auto parts = split(host, '.');
  return parts.size() == 4 && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
           const auto number = to_integer(part);
           return number && *number >= 0 && *number <= 255 && part.size() <= 3 &&
                  part.front() != '+';
         });
}

bool is_ipv6(std::string_view host) {
  if (std::count(host.begin(), host.end(), ':') < 2) return false;
  const std::string_view address = host.substr(0, host.find('%'));
  return std::all_of(address.begin(), address.end(), [](char letter) {
    return letter == ':' || letter == '.' || (letter >= '0' && letter <= '9') ||
           (letter >= 'a' && letter <= 'f') || (letter >= 'A' && letter <= 'F');
  });
}

std::optional<long long> default_port(DcsKind kind) {
  switch (kind) {
    case DcsKind::etcd:
    case DcsKind::etcd3:
      return 2379;
    case DcsKind::consul:
      return 8500;
    case DcsKind::zookeeper:
      return 2181;
    case DcsKind::exhibitor:
      return 8181;
    default:
      return std::nullopt;
  }
}

void add_endpoint(std::vector<Endpoint>& out, const Value& value, const Piece& piece,
                  DcsKind kind) {
  Endpoint endpoint{.spot = piece.spot, .value = value};
  if (const auto url = parse_url(piece.text)) {
    endpoint.scheme = url->scheme;
    endpoint.host = url->host;
    endpoint.has_port = url->port.has_value();
    endpoint.port = url->port ? url->port : default_port(kind);
  } else {
    const HostPort parts = split_host_port(piece.text, default_port(kind));
    endpoint.host = parts.host;
    endpoint.port = parts.port;
    endpoint.has_port = parts.has_port;
  }
  out.push_back(std::move(endpoint));
}

}  // namespace

HostPort split_host_port(std::string_view text, std::optional<long long> default_port) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return {std::string(text), default_port, false};
  std::string_view host = text.substr(0, colon);
  if (contains(host, ":")) host = without_brackets(host);
  return {std::string(host), to_integer(trim(text.substr(colon + 1))), true};
}

std::optional<Url> parse_url(std::string_view text) {
  const auto scheme_end = text.find("://");
  if (scheme_end == std::string_view::npos) return std::nullopt;
  Url url{.scheme = lower(trim(text.substr(0, scheme_end)))};
  std::string_view rest = text.substr(scheme_end + 3);
  const auto path = rest.find_first_of("/?#");
  if (path != std::string_view::npos) url.path = std::string(rest.substr(path));
  rest = rest.substr(0, path);
  if (const auto credentials = rest.rfind('@'); credentials != std::string_view::npos) {
    url.has_credentials = true;
    rest.remove_prefix(credentials + 1);
  }
  const auto bracket = rest.find(']');
  const auto colon =
      rest.find(':', rest.starts_with('[') && bracket != std::string_view::npos ? bracket : 0);
  url.host = std::string(without_brackets(rest.substr(0, colon)));
  if (colon != std::string_view::npos) url.port = to_integer(rest.substr(colon + 1));
  return url;
}

bool is_loopback(std::string_view host) {
  host = without_brackets(host);
  if (equal_ignoring_case(host, "localhost") || host == "::1") return true;
  return host.starts_with("127.") && is_dotted_quad(host);
}

bool is_wildcard(std::string_view host) {
  host = without_brackets(host);
  return host.empty() || host == "0.0.0.0" || host == "::" || host == "*";
}

bool is_ip_address(std::string_view host) {
  host = without_brackets(host);
  return is_dotted_quad(host) || is_ipv6(host);
}

bool is_broken_ip(std::string_view host) {
  return contains(host, ".") && host.find_first_not_of("0123456789.") == std::string_view::npos &&
         !is_dotted_quad(host);
}

bool is_unfilled_host(std::string_view host) {
  if (contains(host, "<") && contains(host, ">")) return true;
  const auto parts = split(host, '.');
  const auto is_blank = [](std::string_view part) {
    return !part.empty() && part.find_first_not_of("xX") == std::string_view::npos;
  };
  const auto is_digits = [](std::string_view part) {
    return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
  };
  return parts.size() == 4 && std::any_of(parts.begin(), parts.end(), is_blank) &&
         std::all_of(parts.begin(), parts.end(),
                     [&](std::string_view part) { return is_blank(part) || is_digits(part); });
}

bool is_remote_host(std::string_view host) {
  return !is_loopback(host) && !is_wildcard(host);
}

std::string_view to_string(DcsKind kind) {
  for (const auto& [known, name] : section_names)
    if (known == kind) return name;
  return {};
}

std::vector<DcsKind> dcs_sections(const Value& root) {
  std::vector<DcsKind> kinds;
  for (const auto& [kind, name] : section_names)
    if (const Value section = root[name]; section && !section.is_null()) kinds.push_back(kind);
  return kinds;
}

std::vector<Endpoint> dcs_endpoints(const Value& root, DcsKind kind) {
  constexpr auto keys = std::to_array<std::string_view>(
      {"host", "hosts", "url", "proxy", "self_addr", "partner_addrs"});
  std::vector<Endpoint> endpoints;
  const Value section = root[to_string(kind)];
  for (const std::string_view key : keys) {
    const Value value = section[key];
    if (!value || value.is_opaque()) continue;
    for (const Piece& piece : list_pieces(value))
      if (!piece.text.empty()) add_endpoint(endpoints, value, piece, kind);
  }
  return endpoints;
}

std::vector<Piece> list_pieces(const Value& value) {
  std::vector<Piece> pieces;
  if (value.is_sequence()) {
    for (const Value& item : value.items())
      if (item.is_scalar() && !item.is_opaque())
        pieces.push_back({std::string(trim(item.text())), at(item)});
    return pieces;
  }
  if (!value.is_scalar() || value.is_null()) return pieces;
  const std::string_view text = value.text();
  for (const std::string_view raw : split(text, ',')) {
    const std::string_view piece = trim(raw);
    const auto begin = static_cast<std::size_t>(piece.data() - text.data());
    pieces.push_back({std::string(piece), at_part(value, begin, begin + piece.size())});
  }
  return pieces;
}

}  // namespace patrol
