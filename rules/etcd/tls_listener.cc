// An https listener needs a certificate; a certificate without one is of no use.
#include <algorithm>

#include "linter/engine/rule.h"
#include "rules/etcd/shared_etcd.h"
#include "rules/etcd/shared_yaml.h"

namespace patrol::rules {
namespace {

struct Side {
  std::string_view listen, cert, key, ca, auth, automatic, section;
};
constexpr Side client{"listen-client-urls", "cert-file", "key-file",    "trusted-ca-file",
                      "client-cert-auth",   "auto-tls",  client_section};
constexpr Side peer{
    "listen-peer-urls",      "peer-cert-file", "peer-key-file", "peer-trusted-ca-file",
    "peer-client-cert-auth", "peer-auto-tls",  peer_section};

bool is_given(const EtcdDocument& member, std::string_view flag) {
  const EtcdValue* value = member.find(flag);
  return is_argument(member, flag) || (value != nullptr && !trim(value->value).empty());
}

void check_encrypted(const EtcdDocument& member, const Side& side, const EtcdUrl& listener,
                     Report& report) {
  const bool has_cert = is_given(member, side.cert);
  const bool has_key = is_given(member, side.key);
  if ((has_cert && has_key) || is_on(member, side.automatic)) return;
  report
      .add({listener.piece.at, spelled(member, side.listen)},
           cat("an https listener has no `", spelled(member, has_cert ? side.key : side.cert), '`'))
      .note("etcd ends at start: TLS key/cert must be provided")
      .fix(cat("set `", spelled(member, side.cert), "` and `", spelled(member, side.key),
               "`, or listen with http"));
}

void check_plain(const EtcdDocument& member, const Side& side, Report& report) {
  for (const std::string_view flag : {side.cert, side.auth}) {
    const EtcdValue* value = setting(member, flag);
    if (value == nullptr || (flag == side.auth && !is_on(member, flag))) continue;
    report.add(at(*value), cat('`', value->setting, "` is set but all listeners are plain http"))
        .severity(Severity::warning)
        .note("etcd warns once in its log and serves without encryption")
        .fix(cat("write https in `", spelled(member, side.listen), '`'));
    return;
  }
}

void check_side(const EtcdDocument& member, const Side& side, Report& report) {
  const auto listeners = urls(member, side.listen);
  const auto is_https = [](const EtcdUrl& entry) {
    return entry.url && entry.url->scheme == "https";
  };
  const auto first = std::find_if(listeners.begin(), listeners.end(), is_https);
  const Value root = member.is_yaml ? Value{member.tree, member.tree.root} : Value{};
  if (first != listeners.end() && !has_misplaced_key(root, side.section))
    check_encrypted(member, side, *first, report);
  if (first == listeners.end() && !listeners.empty() && !has_misplaced_key(root, side.section))
    check_plain(member, side, report);
  const EtcdValue* auth = setting(member, side.auth);
  if (first == listeners.end() || auth == nullptr || !is_on(member, side.auth)) return;
  if (is_given(member, side.ca) || is_on(member, side.automatic) ||
      has_misplaced_key(root, side.section))
    return;
  report
      .add(at(*auth),
           cat('`', auth->setting, "` is on and `", spelled(member, side.ca), "` is not set"))
      .severity(Severity::warning)
      .note("no client certificate can be verified: rejected connection")
      .fix(cat("set `", spelled(member, side.ca), '`'));
}

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdDocument* member : active_members(cluster)) {
    check_side(*member, client, report);
    check_side(*member, peer, report);
  }
}

}  // namespace

extern constinit const Rule tls_listener{
    .id = "ETC025",
    .name = "tls-listener",
    .severity = Severity::error,
    .summary = "the scheme of a listener and the TLS settings do not fit together",
    .why =
        "The scheme of the URL decides. https without certificate and key ends etcd at start; "
        "certificates beside http are ignored.",
    .bad = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_LISTEN_CLIENT_URLS=https://10.0.0.11:2379  # finding: ETC025
ETCD_ADVERTISE_CLIENT_URLS=https://10.0.0.11:2379
)",
    .good = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_LISTEN_CLIENT_URLS=https://10.0.0.11:2379
ETCD_ADVERTISE_CLIENT_URLS=https://10.0.0.11:2379
ETCD_CERT_FILE=/etc/etcd/server.crt
ETCD_KEY_FILE=/etc/etcd/server.key
)",
    .sources = {"etcd 3.5.16 server/embed/etcd.go", "tried on 3.3.25 to 3.5.30"},
    .check = check,
};

}  // namespace patrol::rules
