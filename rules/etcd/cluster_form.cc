// initial-cluster is name=url, name=url.
#include "linter/engine/rule.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

std::string fault(const EtcdPiece& piece) {
  const auto equals = piece.text.find('=');
  const auto scheme = piece.text.find("://");
  if (contains(piece.text, ";")) return "holds a semicolon; commas separate the members";
  if (equals == std::string::npos || equals > scheme)
    return scheme == std::string::npos ? "is not name=url" : "has no name in front of its URL";
  if (equals == 0) return "has an empty name";
  if (scheme != std::string::npos &&
      piece.text.substr(equals + 1, scheme - equals).find('=') != std::string::npos)
    return "has a name with `=` in it";
  if (piece.text.find("://", scheme + 3) != std::string::npos && scheme != std::string::npos)
    return "holds two URLs; a comma is missing";
  return {};
}

void check_value(const EtcdValue& value, Report& report) {
  const auto all = pieces(value);
  for (const EtcdPiece& piece : all) {
    const std::string what = piece.text.empty() ? std::string{} : fault(piece);
    if (what.empty()) continue;
    report.add({piece.at, value.setting}, cat("an entry of `", value.setting, "` ", what))
        .note("etcd ends at start: error setting up initial cluster")
        .fix("write name=scheme://host:port, separated by commas");
  }
  if (all.size() > 1 && all.back().text.empty())
    report.add(at(value), cat('`', value.setting, "` ends in a comma"))
        .severity(Severity::warning)
        .note("etcd steps over it; usually a member was removed, or one is missing")
        .fix("remove the comma, or add the missing member");
}

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdDocument* member : active_members(cluster))
    if (const EtcdValue* value = setting(*member, "initial-cluster")) check_value(*value, report);
}

}  // namespace

extern constinit const Rule cluster_form{
    .id = "ETC009",
    .name = "cluster-form",
    .severity = Severity::error,
    .summary = "the initial cluster is not a list of name=url",
    .why =
        "etcd splits the value at commas and each entry at its first `=`. What does not fit "
        "stops it at start.",
    .bad = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.11:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,http://10.0.0.12:2380,e3=http://10.0.0.13:2380  # finding: ETC009
)",
    .good = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.11:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,e2=http://10.0.0.12:2380,e3=http://10.0.0.13:2380
)",
    .sources = {"etcd 3.5.16 client/pkg/types/urlsmap.go", "tried on 3.3.25 to 3.5.30"},
    .check = check,
};

}  // namespace patrol::rules
