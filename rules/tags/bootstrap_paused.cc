// A cluster that is created in maintenance mode never fails over.
#include "linter/engine/rule.h"
#include "linter/model/python.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const DynamicSection& dynamic : cluster.dynamic_sections()) {
    const Value pause = dynamic.root["pause"];
    if (!patroni_bool(pause).value_or(false)) continue;
    auto finding = report.add(at(pause), dynamic.is_bootstrap()
                                             ? "`pause` is on; the new cluster starts paused"
                                             : "`pause` is on; the cluster is paused");
    if (!dynamic.is_bootstrap()) finding.severity(Severity::info);
    finding.note("nobody is promoted when the leader fails until somebody runs patronictl resume");
    if (dynamic.is_bootstrap()) finding.fix("remove `pause`");
  }
}

}  // namespace

extern constinit const Rule bootstrap_paused{
    .id = "TAG015",
    .name = "bootstrap-paused",
    .severity = Severity::warning,
    .summary = "`pause` is on",
    .why =
        "In maintenance mode Patroni watches but does not act. Written into `bootstrap.dcs` it "
        "makes every new cluster start that way.",
    .bad = R"(bootstrap:
  dcs:
    pause: true  # finding: TAG015
)",
    .good = R"(bootstrap:
  dcs:
    pause: false
)",
    .sources = {"patroni 4.1.4 docs/pause.rst"},
    .yields_to = {Surface::dcs},
    .check = check,
};

}  // namespace patrol::rules
