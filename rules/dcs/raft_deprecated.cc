// Raft is on its way out.
#include "linter/engine/rule.h"
#include "linter/facts/facts.h"
#include "rules/dcs/shared_endpoint.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  const facts::PatroniSetting* raft = facts::find_patroni_setting("raft");
  if (raft == nullptr || raft->deprecated_in == Version{}) return;
  for (const MemberDcs& dcs : member_dcs(cluster)) {
    if (dcs.kind != DcsKind::raft || cluster.patroni_version.version < raft->deprecated_in)
      continue;
    report
        .add(at_key(dcs.section),
             cat("Raft is deprecated since Patroni ", to_string(raft->deprecated_in)))
        .note("its library is no longer maintained; bugs in it stay")
        .fix("plan a move to etcd3 or Consul");
  }
}

}  // namespace

extern constinit const Rule raft_deprecated{
    .id = "DCS009",
    .name = "raft-deprecated",
    .severity = Severity::info,
    .summary = "the cluster keeps its state in Patroni's own Raft",
    .why = "Patroni deprecated Raft in 3.0, because the library behind it is not maintained.",
    .bad = R"(scope: shop
name: n1
raft:  # finding: DCS009
  self_addr: 10.0.0.1:2222
  partner_addrs: ["10.0.0.2:2222", "10.0.0.3:2222"]
)",
    .good = R"(scope: shop
name: n1
etcd3:
  hosts: 10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379
)",
    .sources = {"patroni 3.0.0 docs/releases.rst"},
    .check = check,
};

}  // namespace patrol::rules
