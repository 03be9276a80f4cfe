// Of several ways to name the endpoints one is used.
#include <array>

#include "linter/engine/rule.h"
#include "rules/dcs/shared_endpoint.h"

namespace patrol::rules {
namespace {

// In the order in which Patroni decides; a later key is not read when an earlier one is there.
constexpr auto etcd_order = std::to_array<std::string_view>({"proxy", "url", "hosts", "host"});
constexpr auto consul_order = std::to_array<std::string_view>({"url", "host"});

void check_order(const Value& section, std::span<const std::string_view> order, Report& report) {
  Value used;
  for (const std::string_view key : order) {
    const Value value = section[key];
    if (!value || value.is_null()) continue;
    if (!used) {
      used = value;
      continue;
    }
    report.add(at_key(value), cat('`', value.path(), "` is ignored; `", used.path(), "` is used"))
        .label(at_key(used), "used")
        .fix("keep one of the two");
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const MemberDcs& dcs : member_dcs(cluster)) {
    if (is_etcd(dcs.kind)) check_order(dcs.section, etcd_order, report);
    if (dcs.kind == DcsKind::consul) check_order(dcs.section, consul_order, report);
  }
}

}  // namespace

extern constinit const Rule endpoint_choice{
    .id = "DCS007",
    .name = "endpoint-choice",
    .severity = Severity::warning,
    .summary = "endpoints are given twice, and one of the two is ignored",
    .why =
        "Patroni reads proxy, then url, then hosts, then host, and stops at the first. What "
        "stands in the others has no effect.",
    .bad = R"(scope: shop
name: n1
etcd3:
  host: 10.0.0.11:2379  # finding: DCS007
  hosts: 10.0.0.12:2379,10.0.0.13:2379,10.0.0.14:2379
)",
    .good = R"(scope: shop
name: n1
etcd3:
  hosts: 10.0.0.12:2379,10.0.0.13:2379,10.0.0.14:2379
)",
    .sources = {"patroni 4.1.4 patroni/dcs/etcd.py get_etcd_client"},
    .check = check,
};

}  // namespace patrol::rules
