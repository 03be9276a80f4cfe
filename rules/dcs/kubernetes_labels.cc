// Patroni finds its own objects in Kubernetes by labels.
#include "linter/engine/rule.h"
#include "rules/dcs/shared_endpoint.h"

namespace patrol::rules {
namespace {

void report_missing(const MemberDcs& dcs, const Value& labels, Report& report) {
  if (dcs.member->is_environment || dcs.member->name.empty()) return;
  report
      .add(labels ? at_key(labels) : missing_in(dcs.section, "labels"),
           "`kubernetes.labels` is not set")
      .note("Patroni ends at start with a KeyError: 'labels'")
      .fix("add the labels that all objects of this cluster carry");
}

void check_labels(const Value& labels, Report& report) {
  if (!labels.is_mapping()) {
    report.add(at(labels), cat("`kubernetes.labels` is a ", labels.python_type(), ", not a map"))
        .note("Patroni cannot build its selector from it")
        .fix("write the labels as key: value");
  } else if (labels.members().empty()) {
    report
        .add(at(labels), "`kubernetes.labels` is empty; objects are found by the scope label only")
        .severity(Severity::warning)
        .note("another application with the same label and value is taken for a member")
        .fix("add a label such as application: patroni");
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const MemberDcs& dcs : member_dcs(cluster)) {
    if (dcs.kind != DcsKind::kubernetes || !dcs.section.is_mapping()) continue;
    const Value labels = dcs.section["labels"];
    if (labels.is_opaque()) continue;
    if (!labels || labels.is_null())
      report_missing(dcs, labels, report);
    else
      check_labels(labels, report);
  }
}

}  // namespace

extern constinit const Rule kubernetes_labels{
    .id = "DCS018",
    .name = "kubernetes-labels",
    .severity = Severity::error,
    .summary = "the Kubernetes section has no usable labels",
    .why =
        "The labels are Patroni's selector for pods, endpoints and config maps, and it puts them "
        "on what it creates. They are mandatory.",
    .bad = R"(scope: shop
name: n1
kubernetes:  # finding: DCS018
  namespace: default
  use_endpoints: false
)",
    .good = R"(scope: shop
name: n1
kubernetes:
  namespace: default
  labels: {application: patroni}
  use_endpoints: false
)",
    .sources = {"patroni 4.1.4 patroni/dcs/kubernetes.py",
                "patroni 4.1.4 docs/yaml_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
