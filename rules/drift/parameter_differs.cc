// Parameters in force that differ between members, where no file of a member explains it.
#include "rules/drift/shared_drift.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const ParameterSplit& split : observed_parameters(cluster).splits) {
    if (split.is_base) continue;
    auto finding = add_split(report, split, cat("`", split.name, "` is ", sides_in_words(split)));
    if (split.is_floor) {
      finding.severity(Severity::error)
          .note(
              "a standby with less than its primary logs `hot standby is not possible because of "
              "insufficient parameter settings` and pauses, or `recovery aborted` at its start")
          .fix("raise it on the standbys and restart them, before the primary");
      continue;
    }
    finding.note("after a switchover the cluster behaves differently")
        .fix("set it in one place for all members: patronictl edit-config");
  }
}

}  // namespace

extern constinit const Rule parameter_differs{
    .id = "DRF001",
    .name = "parameter-differs",
    .severity = Severity::warning,
    .summary = "a parameter is not the same on all members",
    .why =
        "After a switchover the cluster behaves differently, and nobody changed anything. A "
        "standby with "
        "less than its primary in one of the five limits that recovery needs stops replaying or "
        "does not "
        "start.",
    .bad = R"(# finding: DRF001 n1 n2
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
          "setting": "4096",
          "unit": "kB",
          "vartype": "integer",
          "context": "user",
          "source": "configuration file"
        }
      ]
    },
    {
      "name": "n2",
      "settings": [
        {
          "name": "work_mem",
          "setting": "65536",
          "unit": "kB",
          "vartype": "integer",
          "context": "user",
          "source": "configuration file"
        }
      ]
    }
  ]
}
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
          "setting": "65536",
          "unit": "kB",
          "vartype": "integer",
          "context": "user",
          "source": "configuration file"
        }
      ]
    },
    {
      "name": "n2",
      "settings": [
        {
          "name": "work_mem",
          "setting": "65536",
          "unit": "kB",
          "vartype": "integer",
          "context": "user",
          "source": "command line"
        }
      ]
    }
  ]
}
)",
    .sources = {"PostgreSQL 18 documentation, Hot Standby, Administrator's Overview",
                "patroni 4.1.4 docs/patroni_configuration.rst"},
    .needs = {Surface::settings},
    .check = check,
};

}  // namespace patrol::rules
