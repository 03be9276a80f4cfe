// A section that names no member of its store.
#include <algorithm>
#include <array>

#include "linter/engine/rule.h"
#include "rules/dcs/shared_endpoint.h"

namespace patrol::rules {
namespace {

constexpr auto etcd_keys = std::to_array<std::string_view>(
    {"url", "proxy", "hosts", "host", "srv", "discovery_srv", "srv_domain"});

bool has_endpoint(const Value& section) {
  return std::any_of(etcd_keys.begin(), etcd_keys.end(), [&](std::string_view key) {
    const Value value = section[key];
    return value && !value.is_null() && (!value.is_sequence() || !value.items().empty());
  });
}

void check(const Snapshot& cluster, Report& report) {
  for (const MemberDcs& dcs : member_dcs(cluster)) {
    if (!is_etcd(dcs.kind) || !dcs.section.is_mapping() || has_endpoint(dcs.section)) continue;
    const Value suffix = dcs.section["srv_suffix"];
    if (!suffix && (dcs.member->is_environment || dcs.member->name.empty())) continue;
    auto finding =
        report.add(suffix ? at_key(suffix) : at_key(dcs.section),
                   suffix ? cat('`', suffix.path(), "` stands without `srv`")
                          : cat("section `", to_string(dcs.kind), "` names no endpoint"));
    finding
        .note(
            "Patroni ends at start: Neither srv, hosts, host nor url are defined in etcd "
            "section of config")
        .fix(suffix ? "add `srv` with the domain" : "add `hosts`");
  }
}

}  // namespace

extern constinit const Rule no_endpoint{
    .id = "DCS012",
    .name = "no-endpoint",
    .severity = Severity::error,
    .summary = "an etcd section names no endpoint",
    .why =
        "One of hosts, host, url, proxy and srv is needed; `srv_suffix` only completes `srv`. "
        "The validator accepts the file and Patroni does not start.",
    .bad = R"(scope: shop
name: n1
etcd3:
  srv_suffix: blue  # finding: DCS012
)",
    .good = R"(scope: shop
name: n1
etcd3:
  srv: db.example.net
  srv_suffix: blue
)",
    .sources = {"patroni 4.1.4 patroni/dcs/etcd.py _load_machines_cache"},
    .check = check,
};

}  // namespace patrol::rules
