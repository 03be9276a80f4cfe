// Ports belong to endpoints, and endpoints need ports.
#include "linter/engine/rule.h"
#include "rules/dcs/shared_endpoint.h"

namespace patrol::rules {
namespace {

bool is_on(const Value& value) {
  if (value.boolean()) return *value.boolean();
  return value.is_string() && !value.text().empty();
}

void check_section(const Value& section, Report& report) {
  const Value switched = section["use_endpoints"];
  const Value ports = section["ports"];
  if (switched.is_opaque() || ports.is_opaque()) return;
  const bool has_ports = ports && !ports.is_null();
  if (has_ports && !is_on(switched)) {
    report.add(at_key(ports), "`kubernetes.ports` is ignored; `use_endpoints` is off")
        .severity(Severity::warning)
        .note("ports are written to endpoints only; with config maps a label selector is used")
        .fix("set `use_endpoints: true` or remove the ports");
    return;
  }
  if (has_ports || !is_on(switched)) return;
  report.add(at(switched), "`use_endpoints` is on and no `ports` are given")
      .severity(Severity::info)
      .note("Patroni then writes one nameless port 5432; the Service must have exactly that")
      .fix("add `ports` with the name and port of the Service");
}

void check(const Snapshot& cluster, Report& report) {
  for (const MemberDcs& dcs : member_dcs(cluster))
    if (dcs.kind == DcsKind::kubernetes && dcs.section.is_mapping())
      check_section(dcs.section, report);
}

}  // namespace

extern constinit const Rule kubernetes_endpoints{
    .id = "DCS019",
    .name = "kubernetes-endpoints",
    .severity = Severity::warning,
    .summary = "`ports` and `use_endpoints` do not fit together",
    .why =
        "Patroni writes the ports into the leader's endpoint. Without endpoints they have no "
        "effect; endpoints without ports get one nameless port.",
    .bad = R"(scope: shop
name: n1
kubernetes:
  labels: {application: patroni}
  use_endpoints: false
  ports: [{name: postgresql, port: 5432}]  # finding: DCS019
)",
    .good = R"(scope: shop
name: n1
kubernetes:
  labels: {application: patroni}
  use_endpoints: true
  ports: [{name: postgresql, port: 5432}]
)",
    .sources = {"patroni 4.1.4 patroni/dcs/kubernetes.py", "patroni 4.1.4 docs/kubernetes.rst"},
    .check = check,
};

}  // namespace patrol::rules
