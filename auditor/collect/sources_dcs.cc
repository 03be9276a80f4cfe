// The DCS section of a patroni.yml -> which servers to ask, and as whom. Sources: patroni 4.1.4
// patroni/dcs/etcd.py (get_etcd_client), consul.py, zookeeper.py.
#include <algorithm>

#include "auditor/collect/sources.h"
#include "linter/base/text.h"
#include "linter/model/endpoints.h"
#include "linter/model/python.h"

namespace patrol {
namespace {

std::string text_of(const Value& value) {
  return value && !value.is_null() && value.is_scalar() ? value.python_str() : std::string();
}

Credential secret_of(const Value& value) {
  return Credential(text_of(value));
}

bool is_true(const Value& value, bool otherwise) {
  return value && !value.is_null() ? python_truth(value).value_or(otherwise) : otherwise;
}

HttpTls tls_of(const Value& section) {
  HttpTls tls{.ca_file = text_of(section["cacert"]), .cert_file = text_of(section["cert"])};
  if (!tls.cert_file.empty()) tls.key_file = text_of(section["key"]);
  return tls;
}

int hex_digit(char letter) {
  if (letter >= '0' && letter <= '9') return letter - '0';
  const char small = static_cast<char>(letter | 0x20);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool is_escape = text[at] == '%' && at + 2 < text.size() &&
                           hex_digit(text[at + 1]) >= 0 && hex_digit(text[at + 2]) >= 0;
    out.push_back(is_escape
                      ? static_cast<char>(hex_digit(text[at + 1]) * 16 + hex_digit(text[at + 2]))
                      : text[at]);
    if (is_escape) at += 2;
  }
  return out;
}

// "http://user:password@host:port".
void read_url(const std::string& text, long long default_port, DcsTarget& target) {
  const auto url = parse_url(text);
  if (!url) {
    target.refusal = Unavailable{Cause::missing, cat(target.kind, ": `url` is no URL"),
                                 "write it as http://host:port"};
    return;
  }
  target.servers = {server_url(url->scheme, url->host, url->port.value_or(default_port))};
  if (!url->has_credentials) return;
  const auto begin = text.find("://") + 3;
  const std::string login = text.substr(begin, text.rfind('@') - begin);
  const auto colon = login.find(':');
  target.access.user = percent_decoded(login.substr(0, colon));
  if (colon != std::string::npos)
    target.access.password = Credential(percent_decoded(login.substr(colon + 1)));
}

// PATRONI_ETCD3_HOSTS="'a:2379','b:2379'": the quotes, and brackets outside of them, are YAML's.
std::string_view without_quotes(std::string_view piece) {
  if (piece.starts_with("['") || piece.starts_with("[\"")) piece.remove_prefix(1);
  if (piece.ends_with("']") || piece.ends_with("\"]")) piece.remove_suffix(1);
  const bool is_quoted = piece.size() >= 2 && piece.front() == piece.back() &&
                         (piece.front() == '\'' || piece.front() == '"');
  return is_quoted ? piece.substr(1, piece.size() - 2) : piece;
}

std::optional<long long> port_of(const Value& section, long long otherwise) {
  return python_int(section["port"]).value_or(otherwise);
}

void read_etcd(const Value& section, DcsTarget& target) {
  constexpr long long default_port = 2379;
  target.access.user = text_of(section["username"]);
  target.access.password = secret_of(section["password"]);
  target.access.tls = tls_of(section);
  const std::string proxy = text_of(section["proxy"]);
  const std::string url = proxy.empty() ? text_of(section["url"]) : proxy;
  target.is_proxied = !proxy.empty() || is_true(section["use_proxies"], false);
  if (!url.empty()) return read_url(url, default_port, target);
  std::string protocol = text_of(section["protocol"]);
  if (protocol.empty()) protocol = "http";
  const Value hosts = section["hosts"] ? section["hosts"] : section["host"];
  for (const Piece& piece : list_pieces(hosts)) {
    if (piece.text.empty()) continue;
    const HostPort place =
        split_host_port(without_quotes(piece.text), port_of(section, default_port));
    target.servers.push_back(server_url(protocol, place.host, place.port));
  }
  const bool has_srv = section["srv"] || section["discovery_srv"] || section["srv_domain"];
  if (target.servers.empty() && has_srv)
    target.refusal = Unavailable{Cause::not_asked, "etcd: `srv` (discovery by DNS) is not followed",
                                 "name the servers under `hosts`, or the members in an inventory"};
}

void read_consul(const Value& section, DcsTarget& target) {
  constexpr long long default_port = 8500;
  target.access.tls = tls_of(section);
  target.access.tls.is_verified = is_true(section["verify"], true);
  target.access.token = secret_of(section["token"]);
  target.access.token_header = "X-Consul-Token";
  target.datacenter = text_of(section["dc"]);
  if (const std::string url = text_of(section["url"]); !url.empty())
    return read_url(url, default_port, target);
  std::string scheme = text_of(section["scheme"]);
  if (scheme.empty()) scheme = "http";
  std::string host = text_of(section["host"]);
  if (host.empty()) host = "127.0.0.1";
  const HostPort place = split_host_port(host, default_port);
  target.servers = {server_url(scheme, place.host,
                               section["port"] ? port_of(section, default_port) : place.port)};
}

void read_zookeeper(const Value& section, DcsTarget& target) {
  constexpr long long default_port = 2181;
  for (const Piece& piece : list_pieces(section["hosts"])) {
    if (piece.text.empty()) continue;
    const HostPort place = split_host_port(without_quotes(piece.text), default_port);
    target.servers.push_back(server_url("", place.host, place.port));
  }
  if (is_true(section["use_ssl"], false))
    target.refusal =
        Unavailable{Cause::not_asked, "zookeeper: the client library here speaks no TLS (use_ssl)",
                    "name the members in an inventory"};
  for (const auto& [key, value, merged, overridden] : section["auth_data"].members())
    target.auth_data.emplace_back(key.python_str(), secret_of(value));
}

void refuse(DcsTarget& target) {
  target.refusal =
      Unavailable{Cause::not_asked, cat(target.kind, ": patrol cannot ask this kind of DCS"),
                  "name the members in an inventory"};
}

}  // namespace

std::string server_url(std::string_view scheme, std::string_view host,
                       std::optional<long long> port) {
  const bool is_ipv6 = contains(host, ":") && !host.starts_with('[');
  std::string url = scheme.empty() ? std::string() : cat(scheme, "://");
  url += is_ipv6 ? cat('[', host, ']') : std::string(host);
  return port ? cat(url, ':', *port) : url;
}

DcsTarget dcs_target(const Value& root) {
  DcsTarget target;
  const auto kinds = dcs_sections(root);
  if (kinds.empty()) {
    target.refusal = Unavailable{Cause::not_asked, "no DCS is named",
                                 "give a patroni.yml with a section such as etcd3, or an inventory "
                                 "with members"};
    return target;
  }
  target.kind = to_string(kinds.front());
  const Value section = root[target.kind];
  switch (kinds.front()) {
    case DcsKind::etcd:
    case DcsKind::etcd3:
      read_etcd(section, target);
      break;
    case DcsKind::consul:
      read_consul(section, target);
      break;
    case DcsKind::zookeeper:
      read_zookeeper(section, target);
      break;
    default:
      refuse(target);
  }
  if (target.servers.empty() && !target.refusal)
    target.refusal = Unavailable{Cause::missing, cat(target.kind, ": no host is named"),
                                 cat("set ", target.kind, ".hosts")};
  return target;
}

}  // namespace patrol
