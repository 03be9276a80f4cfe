// Predictions that the servers do not confirm.
#include "rules/drift/shared_drift.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const DriftGroup& group : drift_groups(cluster, Drift::unexplained)) {
    const ParameterDrift& drift = group.first();
    auto finding = add_drift(
        report, group,
        cat("`", drift.name, "` is ", brief_value(drift.value), "; ",
            layer_in_words(drift.promise->layer), " promises ", brief_value(drift.promise->value)));
    finding.note(cat("the server has it from: ", drift.detail))
        .fix(cat("ask the server: select * from pg_settings where name = '", drift.name, "'"));
  }
}

}  // namespace

extern constinit const Rule prediction_fails{
    .id = "DRF011",
    .name = "prediction-fails",
    .severity = Severity::warning,
    .summary = "a parameter is not what all documents together promise",
    .why =
        "The layers from the DCS to postgresql.auto.conf are known, and none explains the value in "
        "force: "
        "another file is included, the server was started with options by hand, or the tool is "
        "wrong.",
    .bad = R"(# finding: DRF011 n1
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
          "name": "work_mem",
          "setting": "1024",
          "unit": "kB",
          "vartype": "integer",
          "context": "user",
          "source": "command line"
        }
      ]
    }
  ]
}
--- n1:/etc/patroni/patroni.yml
scope: main
name: n1
postgresql: {data_dir: /data}
--- n1:/data/postgresql.base.conf
work_mem = 4MB
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
          "name": "work_mem",
          "setting": "4096",
          "unit": "kB",
          "vartype": "integer",
          "context": "user",
          "source": "configuration file",
          "sourcefile": "/data/postgresql.base.conf",
          "sourceline": 1
        }
      ]
    }
  ]
}
--- n1:/etc/patroni/patroni.yml
scope: main
name: n1
postgresql: {data_dir: /data}
--- n1:/data/postgresql.base.conf
work_mem = 4MB
)",
    .sources = {"patrol docs/why"},
    .needs = {Surface::settings, Surface::files, Surface::dcs},
    .check = check,
};

}  // namespace patrol::rules
