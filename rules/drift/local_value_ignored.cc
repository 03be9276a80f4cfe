// Values in force against those of the member's file that do not count.
#include "rules/drift/shared_drift.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const DriftGroup& group : drift_groups(cluster, Drift::ignored_local)) {
    const ParameterDrift& drift = group.first();
    add_drift(report, group,
              cat("`", drift.name, "` is ", brief_value(drift.value), "; the ",
                  brief_value(drift.promise->value), " of the member's own file is ignored"))
        .note("Patroni takes it from the DCS, so that all members agree; nothing is logged")
        .fix("set it with patronictl edit-config, and take it out of the file");
  }
}

}  // namespace

extern constinit const Rule local_value_ignored{
    .id = "DRF009",
    .name = "local-value-ignored",
    .severity = Severity::warning,
    .summary = "the member's file sets a parameter that Patroni takes from the DCS only",
    .why =
        "The parameters on which all members must agree are left out of the member's own file "
        "without a "
        "message. Whoever wrote the line believes in a value that the server does not have.",
    .bad = R"(# finding: DRF009 n1
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
          "setting": "200",
          "vartype": "integer",
          "context": "postmaster",
          "source": "command line"
        }
      ]
    }
  ]
}
--- n1:/etc/patroni/patroni.yml
scope: main
name: n1
postgresql:
  data_dir: /data
  parameters: {max_connections: 500}
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
--- n1:/etc/patroni/patroni.yml
scope: main
name: n1
postgresql:
  data_dir: /data
  parameters: {max_connections: 200}
--- dcs
postgresql:
  parameters: {max_connections: 200}
)",
    .sources = {"patroni 4.1.4 patroni/config.py _process_postgresql_parameters"},
    .needs = {Surface::settings, Surface::files},
    .check = check,
};

}  // namespace patrol::rules
