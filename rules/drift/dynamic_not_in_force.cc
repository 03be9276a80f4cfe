// Values of the DCS that the servers do not have, for no reason that can be seen.
#include "rules/drift/shared_drift.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const DriftGroup& group : drift_groups(cluster, Drift::not_dynamic)) {
    const ParameterDrift& drift = group.first();
    auto finding = add_drift(report, group,
                             cat("`", drift.name, "` is ", brief_value(drift.value),
                                 "; the DCS says ", brief_value(drift.promise->value)));
    finding.note(
        cat("no reload and no restart is pending; the server has it from: ", drift.detail));
    if (drift.needs_restart)
      finding.fix(cat("restart it by Patroni: ", patronictl(cluster, "restart", group)));
    else
      finding.fix(cat("let Patroni write its files anew: ", patronictl(cluster, "reload", group)));
  }
}

}  // namespace

extern constinit const Rule dynamic_not_in_force{
    .id = "DRF002",
    .name = "dynamic-not-in-force",
    .severity = Severity::error,
    .summary = "a parameter in force is not what the DCS says",
    .why =
        "Everybody who reads `patronictl show-config` counts on a value that no server has. Either "
        "Patroni "
        "has not applied the last change, because it hangs, is paused or runs no more, or somebody "
        "started "
        "the server by hand or changed the line that Patroni wrote.",
    .bad = R"(# finding: DRF002 n1
--- snapshot.json
{
  "scope": "main",
  "space": "/service/",
  "dcs": {"kind": "etcd3", "initialize": "7", "leader": "n1"},
  "members": [
    {
      "name": "n1",
      "settings": [
        {
          "name": "max_connections",
          "setting": "100",
          "vartype": "integer",
          "context": "postmaster",
          "source": "command line"
        }
      ]
    }
  ]
}
--- dcs
postgresql:
  parameters: {max_connections: 200}
)",
    .good = R"(--- snapshot.json
{
  "scope": "main",
  "space": "/service/",
  "dcs": {"kind": "etcd3", "initialize": "7", "leader": "n1"},
  "members": [
    {
      "name": "n1",
      "settings": [
        {
          "name": "max_connections",
          "setting": "200",
          "vartype": "integer",
          "context": "postmaster",
          "source": "command line"
        }
      ]
    }
  ]
}
--- dcs
postgresql:
  parameters: {max_connections: 200}
)",
    .sources = {"patroni 4.1.4 docs/dynamic_configuration.rst"},
    .needs = {Surface::settings, Surface::dcs},
    .check = check,
};

}  // namespace patrol::rules
