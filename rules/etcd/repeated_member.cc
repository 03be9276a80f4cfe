// Two files for one member: a copy that was not finished.
#include <map>

#include "linter/engine/rule.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

void report_same(const EtcdDocument& member, const Spot& spot, Place first, std::string_view what,
                 Report& report) {
  report.add(spot, cat('`', spot.setting, "` is ", shown(what), ", as in another member's file"))
      .label(std::move(first), "the other member")
      .note(member.is_yaml
                ? "one of the two files was copied and not changed"
                : "one of the two was copied and not changed; the members push each other out")
      .fix("give each member its own name and addresses");
}

using Places = std::map<std::string, Place>;

void check_name(const EtcdDocument& member, Places& names, Report& report) {
  const EtcdValue* name = setting(member, "name");
  if (name == nullptr) return;
  const auto [first, is_new] = names.try_emplace(name->value, Place{name->span});
  if (!is_new) report_same(member, at(*name), first->second, name->value, report);
}

void check_addresses(const EtcdDocument& member, std::string_view flag, Places& addresses,
                     Report& report) {
  for (const EtcdUrl& entry : urls(member, flag)) {
    if (!entry.url || !is_remote_host(entry.url->host)) continue;
    const auto [first, is_new] =
        addresses.try_emplace(cat(flag, ' ', lower(entry.piece.text)), Place{entry.piece.at});
    if (!is_new)
      report_same(member, {entry.piece.at, spelled(member, flag)}, first->second, entry.piece.text,
                  report);
  }
}

void check_group(const EtcdMembers& group, Report& report) {
  Places names;
  Places addresses;
  for (const EtcdDocument* member : group) {
    check_name(*member, names, report);
    check_addresses(*member, "initial-advertise-peer-urls", addresses, report);
    check_addresses(*member, "advertise-client-urls", addresses, report);
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdMembers& group : joint_members(cluster)) check_group(group, report);
}

}  // namespace

extern constinit const Rule repeated_member{
    .id = "ETC030",
    .name = "repeated-member",
    .severity = Severity::error,
    .summary = "two members of one etcd cluster have the same name or address",
    .why =
        "Names and advertised URLs identify a member. With two alike, one of them cannot start "
        "or takes the other's place.",
    .bad = R"(--- e1.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.11:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,e2=http://10.0.0.12:2380,e3=http://10.0.0.13:2380
--- e2.env
ETCD_NAME=e1  # finding: ETC030
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.12:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,e2=http://10.0.0.12:2380,e3=http://10.0.0.13:2380
)",
    .good = R"(--- e1.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.11:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,e2=http://10.0.0.12:2380,e3=http://10.0.0.13:2380
--- e2.env
ETCD_NAME=e2
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.12:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,e2=http://10.0.0.12:2380,e3=http://10.0.0.13:2380
)",
    .sources = {"etcd 3.5 docs op-guide/clustering"},
    .check = check,
};

}  // namespace patrol::rules
