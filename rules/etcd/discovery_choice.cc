// One way to find the other members, not two.
#include <array>

#include "linter/engine/rule.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

constexpr auto ways = std::to_array<std::string_view>(
    {"initial-cluster", "discovery", "discovery-srv", "discovery-endpoints"});

void check_member(const EtcdDocument& member, Report& report) {
  const EtcdValue* first = nullptr;
  for (const std::string_view flag : ways) {
    const EtcdValue* value = setting(member, flag);
    if (value == nullptr) continue;
    if (first == nullptr) {
      first = value;
      continue;
    }
    report.add(at_name(*value), cat('`', value->setting, "` stands beside `", first->setting, '`'))
        .label(at_name(*first), "the first of the two")
        .note("etcd ends at start: multiple discovery or bootstrap flags are set. Choose one")
        .fix("keep one of them");
  }
}

void check_token(const EtcdDocument& member, Report& report) {
  const EtcdValue* token = setting(member, "discovery-token");
  const EtcdValue* endpoints = setting(member, "discovery-endpoints");
  if ((token == nullptr) == (endpoints == nullptr)) return;
  const EtcdValue& alone = token != nullptr ? *token : *endpoints;
  report
      .add(at_name(alone),
           cat('`', alone.setting, "` stands without `",
               spelled(member, token != nullptr ? "discovery-endpoints" : "discovery-token"), '`'))
      .note("etcd ends at start; the two are given together or not at all")
      .fix("set both");
}

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdDocument* member : active_members(cluster)) {
    check_member(*member, report);
    if (!member->is_yaml) check_token(*member, report);
  }
}

}  // namespace

extern constinit const Rule discovery_choice{
    .id = "ETC028",
    .name = "discovery-choice",
    .severity = Severity::error,
    .summary = "etcd is told more than one way to find its members",
    .why = "A static list, a discovery URL and DNS records exclude each other; etcd ends at start.",
    .bad = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.11:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380
ETCD_DISCOVERY_SRV=example.net  # finding: ETC028
)",
    .good = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://e1.example.net:2380
ETCD_DISCOVERY_SRV=example.net
)",
    .sources = {"etcd 3.5.16 server/embed/config.go ErrConflictBootstrapFlags",
                "tried on 3.3.25 to 3.5.30"},
    .check = check,
};

}  // namespace patrol::rules
