// One cluster, one store.
#include "linter/engine/rule.h"
#include "linter/model/endpoints.h"
#include "rules/cluster/shared_member.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  std::vector<MemberValue> values;
  for (const PatroniDocument* member : cluster.patroni) {
    const auto sections = dcs_sections(member->root());
    if (sections.empty()) continue;
    const std::string_view kind = to_string(sections.front());
    values.push_back({member, member->root()[kind], std::string(kind)});
  }
  const Difference found = difference(values);
  for (const MemberValue& odd : found.odd) {
    const MemberValue& usual = found.usual.front();
    auto finding =
        report.add(at_key(odd.value), cat('`', odd.text, "` is the DCS here, `", usual.text,
                                          "` on ", called(cluster, *usual.member)));
    finding.label(at_key(usual.value), "another member's DCS")
        .note("the members do not see each other; each store gets its own leader")
        .fix("use one section on all members");
  }
}

}  // namespace

extern constinit const Rule dcs_differs{
    .id = "CLU006",
    .name = "dcs-differs",
    .severity = Severity::error,
    .summary = "members of one cluster use different kinds of DCS",
    .why =
        "etcd and etcd3 are different stores too: keys of one API are invisible in the other. "
        "Members in different stores do not see each other, and each store has its own leader.",
    .bad = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
--- n2.yml
scope: shop
name: n2
etcd: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}  # finding: CLU006
restapi: {listen: "10.0.0.2:8008", connect_address: "10.0.0.2:8008"}
)",
    .good = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
--- n2.yml
scope: shop
name: n2
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.2:8008", connect_address: "10.0.0.2:8008"}
)",
    .sources = {"patroni 4.1.4 patroni/dcs/etcd3.py", "etcd 3.5 docs v2-migration"},
    .check = check,
};

}  // namespace patrol::rules
