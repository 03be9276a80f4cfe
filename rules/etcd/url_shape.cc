// etcd takes URLs of one shape: scheme://host:port.
#include <array>

#include "linter/engine/rule.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

constexpr auto flags = std::to_array<std::string_view>(
    {"listen-peer-urls", "listen-client-urls", "initial-advertise-peer-urls",
     "advertise-client-urls", "listen-metrics-urls", "listen-client-http-urls", "cors"});
constexpr long long highest_port = 65535;

bool is_socket(const Url& url) {
  return url.scheme == "unix" || url.scheme == "unixs";
}

std::string fault(const EtcdUrl& entry) {
  const std::string_view text = entry.piece.text;
  if (!entry.url) return "has no scheme";
  const Url& url = *entry.url;
  if (text.find_first_of("\"'") != std::string_view::npos) return "holds a quote";
  if (text.find_first_of(" \t\n;") != std::string_view::npos) return "holds more than one URL";
  if (is_socket(url)) return {};
  if (url.scheme != "http" && url.scheme != "https")
    return cat("has the scheme ", shown(url.scheme));
  if (url.path.starts_with('/')) return cat("has the path ", shown(url.path));
  if (url.host.empty() && url.path.empty()) return "has no host";
  if (!url.path.empty())
    return cat("goes on with `", shown(url.path), "` behind ",
               url.host.empty() ? "the scheme" : "host and port");
  if (!url.port) return "has no port";
  if (*url.port < 0 || *url.port > highest_port) return "has a port out of range";
  return {};
}

// etcd 3.3 only warned about an advertised URL without a host.
bool is_tolerated(const EtcdUrl& entry, KnownVersion etcd) {
  return etcd.is_known && etcd.version < Version{3, 4, 0} && entry.url && entry.url->host.empty() &&
         contains(entry.flag, "advertise");
}

void check_entry(const EtcdDocument& member, const EtcdUrl& entry, KnownVersion etcd,
                 Report& report) {
  if (entry.piece.text.empty() || (entry.flag == "cors" && entry.piece.text == "*")) return;
  const std::string what = fault(entry);
  if (what.empty()) return;
  auto finding = report.add({entry.piece.at, spelled(member, entry.flag)},
                            cat("a URL of `", spelled(member, entry.flag), "` ", what));
  if (is_tolerated(entry, etcd)) finding.severity(Severity::warning);
  finding.note(
      "etcd ends at start; it takes scheme://host:port with http, https, unix or unixs and "
      "nothing behind the port");
  if (entry.url && entry.url->path == "/" &&
      entry.piece.at.end - entry.piece.at.begin == entry.piece.text.size())
    finding.fix("remove the slash", Safety::needs_review,
                {{{entry.piece.at.file, entry.piece.at.end - 1, entry.piece.at.end}, ""}});
  else
    finding.fix("write scheme://host:port");
}

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdDocument* member : active_members(cluster)) {
    const KnownVersion etcd = etcd_version(cluster, *member);
    for (const std::string_view flag : flags)
      for (const EtcdUrl& entry : urls(*member, flag)) check_entry(*member, entry, etcd, report);
    for (const EtcdPeer& peer : initial_cluster(*member)) {
      if (peer.name.empty() || contains(peer.url, ";")) continue;  // cluster-form says it
      check_entry(*member, {{peer.url, peer.at}, "initial-cluster", parse_url(peer.url)}, etcd,
                  report);
    }
  }
}

}  // namespace

extern constinit const Rule url_shape{
    .id = "ETC006",
    .name = "url-shape",
    .severity = Severity::error,
    .summary = "a URL of etcd has not the form scheme://host:port",
    .why =
        "etcd checks its URLs before anything else and ends at start: a path, even a single "
        "slash, is as wrong as a missing scheme or port.",
    .bad = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_LISTEN_CLIENT_URLS=http://10.0.0.11:2379
ETCD_ADVERTISE_CLIENT_URLS=http://10.0.0.11:2379/  # finding: ETC006
)",
    .good = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_LISTEN_CLIENT_URLS=http://10.0.0.11:2379
ETCD_ADVERTISE_CLIENT_URLS=http://10.0.0.11:2379
)",
    .sources = {"etcd 3.5.16 client/pkg/types/urls.go", "tried on 3.3.25 to 3.5.30"},
    .check = check,
};

}  // namespace patrol::rules
