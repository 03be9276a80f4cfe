// A wildcard can be listened on, not connected to.
#include "linter/engine/rule.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

bool is_wildcard_url(const EtcdUrl& entry) {
  return entry.url && !entry.url->host.empty() && is_wildcard(entry.url->host);
}

void report_url(const EtcdDocument& member, const EtcdUrl& entry, Report& report) {
  auto finding = report.add({entry.piece.at, spelled(member, entry.flag)},
                            cat('`', spelled(member, entry.flag), "` tells others to connect to ",
                                shown(entry.url->host)));
  if (!has_partners(member)) finding.severity(Severity::warning);
  finding
      .note(entry.flag == "advertise-client-urls"
                ? "Patroni asks etcd for its members and connects to what they advertise: itself"
                : "the other members would look for this one on their own machine")
      .fix("advertise the address at which other hosts reach this member");
}

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdDocument* member : active_members(cluster)) {
    for (const std::string_view flag : {"advertise-client-urls", "initial-advertise-peer-urls"})
      for (const EtcdUrl& entry : urls(*member, flag))
        if (is_wildcard_url(entry)) report_url(*member, entry, report);
    for (const EtcdUrl& entry : peer_urls(*member))
      if (is_wildcard_url(entry)) report_url(*member, entry, report);
  }
}

}  // namespace

extern constinit const Rule advertise_wildcard{
    .id = "ETC002",
    .name = "advertise-wildcard",
    .severity = Severity::error,
    .summary = "an etcd member advertises a wildcard address",
    .why =
        "etcd hands its advertised URLs to peers and clients. 0.0.0.0 leads each of them to its "
        "own machine.",
    .bad = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_LISTEN_CLIENT_URLS=http://0.0.0.0:2379
ETCD_ADVERTISE_CLIENT_URLS=http://0.0.0.0:2379  # finding: ETC002
)",
    .good = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_LISTEN_CLIENT_URLS=http://0.0.0.0:2379
ETCD_ADVERTISE_CLIENT_URLS=http://10.0.0.11:2379
)",
    .sources = {"etcd 3.5 docs op-guide/configuration", "patroni 4.1.4 patroni/dcs/etcd.py"},
    .check = check,
};

}  // namespace patrol::rules
