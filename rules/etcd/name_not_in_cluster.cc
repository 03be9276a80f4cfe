// A member must find its own name in the list it starts with.
#include <algorithm>

#include "linter/engine/rule.h"
#include "linter/facts/facts.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

void report_missing(const EtcdDocument& member, std::string_view name, const EtcdValue* value,
                    Report& report) {
  const EtcdValue& list = *member.find("initial-cluster");
  auto finding = report.add(value == nullptr ? at(list) : at(*value),
                            cat("name ", shown(name), " is not in `", list.setting, '`'));
  if (value != nullptr) finding.label(at(list), "names the members");
  const auto peers = initial_cluster(member);
  const bool differs_in_case = std::any_of(peers.begin(), peers.end(), [&](const EtcdPeer& peer) {
    return equal_ignoring_case(peer.name, name);
  });
  if (value == nullptr && !member.is_yaml)
    finding.severity(Severity::info)
        .note("Debian's unit sets the host's name instead of the default");
  finding
      .note(cat("etcd ends at its first start: couldn't find local name",
                differs_in_case ? "; capitals count" : ""))
      .fix("use the same name in both");
}

// ETCD_NAME in a YAML file: another rule names the right spelling.
bool has_misspelt_name(const EtcdDocument& member) {
  return std::any_of(member.values.begin(), member.values.end(), [](const EtcdValue& value) {
    const std::string flag = lower(value.flag);
    return flag != "name" && flag.ends_with("name") && facts::find_etcd_flag(flag) == nullptr;
  });
}

// Names may come from elsewhere, or stand in a list that cannot be taken apart.
bool may_be_judged(const EtcdDocument& member, const std::vector<EtcdPeer>& peers) {
  const EtcdValue* value = member.find("name");
  if (value == nullptr ? has_misspelt_name(member) : value->is_opaque) return false;
  const bool has_all_names = std::none_of(peers.begin(), peers.end(),
                                          [](const EtcdPeer& peer) { return peer.name.empty(); });
  return !peers.empty() && has_all_names && !is_argument(member, "name");
}

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdDocument* member : active_members(cluster)) {
    const auto peers = initial_cluster(*member);
    if (!may_be_judged(*member, peers)) continue;
    const EtcdValue* value = member->find("name");
    const std::string_view name = value != nullptr && !value->value.empty()
                                      ? std::string_view(value->value)
                                      : facts::find_etcd_flag("name")->default_value;
    if (std::none_of(peers.begin(), peers.end(),
                     [&](const EtcdPeer& peer) { return peer.name == name; }))
      report_missing(*member, name, value, report);
  }
}

}  // namespace

extern constinit const Rule name_not_in_cluster{
    .id = "ETC001",
    .name = "name-not-in-cluster",
    .severity = Severity::error,
    .summary = "the member's name is missing from the initial cluster",
    .why = "etcd looks up its own entry in the list, by exact name, and does not start without it.",
    .bad = R"(--- etcd.env
ETCD_NAME=server-1  # finding: ETC001
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.11:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,e2=http://10.0.0.12:2380,e3=http://10.0.0.13:2380
)",
    .good = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.11:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,e2=http://10.0.0.12:2380,e3=http://10.0.0.13:2380
)",
    .sources = {"etcd 3.5.16 server/config/config.go VerifyBootstrap", "tried on 3.3.25 to 3.5.30"},
    .check = check,
};

}  // namespace patrol::rules
