// What is advertised must be what is listened on.
#include <algorithm>

#include "linter/engine/rule.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

void check_pair(const EtcdDocument& member, std::string_view listen, std::string_view advertise,
                Report& report) {
  const auto listeners = urls(member, listen);
  if (listeners.empty()) return;
  for (const EtcdUrl& entry : urls(member, advertise)) {
    if (!entry.url || entry.url->scheme.starts_with("unix")) continue;
    const bool is_served =
        std::any_of(listeners.begin(), listeners.end(), [&](const EtcdUrl& listener) {
          return !listener.url || listener.url->scheme == entry.url->scheme;
        });
    if (is_served) continue;
    report
        .add({entry.piece.at, spelled(member, advertise)},
             cat('`', spelled(member, advertise), "` says ", shown(entry.url->scheme),
                 "; no listener speaks it"))
        .label(Place{listeners.front().piece.at}, "listened on")
        .note("etcd starts; whoever follows the advertised URL fails on it")
        .fix("use one scheme in both");
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdDocument* member : active_members(cluster)) {
    check_pair(*member, "listen-client-urls", "advertise-client-urls", report);
    check_pair(*member, "listen-peer-urls", "initial-advertise-peer-urls", report);
  }
}

}  // namespace

extern constinit const Rule scheme_differs{
    .id = "ETC033",
    .name = "scheme-differs",
    .severity = Severity::warning,
    .summary = "an advertised URL of etcd has a scheme that no listener speaks",
    .why =
        "A client that is sent to https on a plain listener, or the reverse, cannot connect. "
        "Patroni learns the URLs from etcd.",
    .bad = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_LISTEN_CLIENT_URLS=http://10.0.0.11:2379
ETCD_ADVERTISE_CLIENT_URLS=https://10.0.0.11:2379  # finding: ETC033
)",
    .good = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_LISTEN_CLIENT_URLS=http://10.0.0.11:2379
ETCD_ADVERTISE_CLIENT_URLS=http://10.0.0.11:2379
)",
    .sources = {"etcd 3.5 docs op-guide/security", "tried on 3.3.25 to 3.5.30"},
    .check = check,
};

}  // namespace patrol::rules
