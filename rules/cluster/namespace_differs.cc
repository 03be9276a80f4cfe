// One cluster, one namespace.
#include "linter/engine/rule.h"
#include "rules/cluster/shared_member.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  if (cluster.patroni.size() < 2) return;
  std::vector<MemberValue> values;
  for (const PatroniDocument* member : file_members(cluster)) {
    const Value value = member->root()["namespace"];
    if (value.is_opaque() || (!value && member->is_environment)) return;
    values.push_back({member, value, member->space});
  }
  const Difference found = difference(values);
  for (const MemberValue& odd : found.odd) {
    auto finding = report.add(
        odd.value ? at(odd.value) : missing_in(odd.member->root(), "namespace"),
        cat("namespace is ", shown(odd.text), " here and ", shown(found.usual.front().text), " on ",
            called(cluster, *found.usual.front().member)));
    for (const MemberValue& usual : found.usual)
      if (usual.value) finding.label(at(usual.value), "another member of this scope");
    finding.note("the members do not see each other; each bootstraps and becomes leader")
        .fix("use one namespace, or another scope if this is another cluster");
  }
}

}  // namespace

extern constinit const Rule namespace_differs{
    .id = "CLU004",
    .name = "namespace-differs",
    .severity = Severity::error,
    .summary = "members of one scope use different namespaces",
    .why =
        "Namespace and scope make the path in the DCS. Members under different paths do not see "
        "each other, and each becomes leader.",
    .bad = R"(--- n1.yml
scope: shop
namespace: /db/
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
--- n2.yml
scope: shop
namespace: /pg/  # finding: CLU004
name: n2
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.2:8008", connect_address: "10.0.0.2:8008"}
)",
    .good = R"(--- n1.yml
scope: shop
namespace: /service/
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
--- n2.yml
scope: shop
name: n2
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.2:8008", connect_address: "10.0.0.2:8008"}
)",
    .sources = {"patroni 4.1.4 patroni/dcs/__init__.py AbstractDCS"},
    .check = check,
};

}  // namespace patrol::rules
