// etcd binds to addresses, not to names.
#include "linter/engine/rule.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

bool is_a_name(const EtcdUrl& entry) {
  if (!entry.url || entry.url->scheme.starts_with("unix")) return false;
  const std::string& host = entry.url->host;
  return !host.empty() && host != "localhost" && !is_ip_address(host);
}

void check_flag(const EtcdDocument& member, std::string_view flag, Report& report) {
  for (const EtcdUrl& entry : urls(member, flag)) {
    if (!is_a_name(entry)) continue;
    report
        .add({entry.piece.at, spelled(member, flag)},
             cat('`', spelled(member, flag), "` names ", shown(entry.url->host),
                 "; an IP address is needed here"))
        .note("etcd ends at start: expected IP in URL for binding")
        .fix("write this host's IP address; names are allowed in the advertised URLs");
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdDocument* member : active_members(cluster))
    for (const std::string_view flag :
         {"listen-peer-urls", "listen-client-urls", "listen-client-http-urls"})
      check_flag(*member, flag, report);
}

}  // namespace

extern constinit const Rule listen_host{
    .id = "ETC007",
    .name = "listen-host",
    .severity = Severity::error,
    .summary = "an etcd member is told to listen on a name",
    .why = "Listeners take an IP address or `localhost`; any other name stops etcd at start.",
    .bad = R"(--- etcd.conf.yml
name: e1
data-dir: /var/lib/etcd
listen-client-urls: http://e1.example.net:2379  # finding: ETC007
advertise-client-urls: http://e1.example.net:2379
)",
    .good = R"(--- etcd.conf.yml
name: e1
data-dir: /var/lib/etcd
listen-client-urls: http://10.0.0.11:2379
advertise-client-urls: http://e1.example.net:2379
)",
    .sources = {"etcd 3.5.16 server/embed/config.go checkBindURLs", "tried on 3.3.25 to 3.5.30"},
    .check = check,
};

}  // namespace patrol::rules
