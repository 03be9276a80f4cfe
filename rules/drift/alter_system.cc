// Values of postgresql.auto.conf.
#include "rules/drift/shared_drift.h"

namespace patrol::rules {
namespace {

void add_fix(FindingBuilder& finding, const Snapshot& cluster, const DriftGroup& group) {
  const ParameterDrift& drift = group.first();
  finding.fix(cat("on ", names_of(group), ": ALTER SYSTEM RESET ", drift.name, ", then ",
                  patronictl(cluster, drift.needs_restart ? "restart" : "reload", group)));
}

void add_vain(const Snapshot& cluster, const DriftGroup& group, Report& report) {
  const ParameterDrift& drift = group.first();
  auto finding =
      add_drift(report, group,
                cat("ALTER SYSTEM sets `", drift.name, "` to ", brief_value(drift.cause->value),
                    " in vain; it is ", brief_value(drift.value)),
                "has no effect");
  finding.note(
      "Patroni gives it on the command line, which is stronger; a restart changes nothing");
  add_fix(finding, cluster, group);
}

void check(const Snapshot& cluster, Report& report) {
  for (const DriftGroup& group : drift_groups(cluster, Drift::alter_system)) {
    const ParameterDrift& drift = group.first();
    if (!drift.has_effect) {
      add_vain(cluster, group, report);
      continue;
    }
    std::string message = cat("ALTER SYSTEM sets `", drift.name, "` to ", brief_value(drift.value));
    if (drift.promise)
      message += cat("; ", layer_in_words(drift.promise->layer), " says ",
                     brief_value(drift.promise->value));
    auto finding = add_drift(report, group, std::move(message));
    if (!drift.promise && !drift.is_odd) finding.severity(Severity::info);
    finding.note("postgresql.auto.conf is read last; Patroni neither writes nor shows it");
    if (drift.is_odd) finding.note("other members run with another value");
    if (drift.promise) {
      add_fix(finding, cluster, group);
      continue;
    }
    finding.fix(cat("set it with patronictl edit-config, then ALTER SYSTEM RESET ", drift.name));
  }
}

}  // namespace

extern constinit const Rule alter_system{
    .id = "DRF006",
    .name = "alter-system",
    .severity = Severity::warning,
    .summary = "ALTER SYSTEM decides a parameter",
    .why =
        "postgresql.auto.conf is read after everything that Patroni writes and wins, on that one "
        "member. The "
        "value in the DCS or in patroni.yml does nothing there, `patronictl edit-config` seems to "
        "be broken, "
        "and after a switchover the cluster behaves differently.",
    .bad = R"(# finding: DRF006 n1
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
          "source": "configuration file",
          "sourcefile": "/data/postgresql.auto.conf",
          "sourceline": 2
        }
      ],
      "file_settings": [
        {
          "sourcefile": "/data/postgresql.conf",
          "sourceline": 5,
          "seqno": 1,
          "name": "work_mem",
          "setting": "64MB"
        },
        {
          "sourcefile": "/data/postgresql.auto.conf",
          "sourceline": 2,
          "seqno": 2,
          "name": "work_mem",
          "setting": "4MB",
          "is_applied": true
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
          "source": "configuration file",
          "sourcefile": "/data/postgresql.conf",
          "sourceline": 5
        }
      ],
      "file_settings": [
        {
          "sourcefile": "/data/postgresql.conf",
          "sourceline": 5,
          "seqno": 1,
          "name": "work_mem",
          "setting": "64MB",
          "is_applied": true
        }
      ]
    }
  ]
}
)",
    .sources = {"PostgreSQL 18 documentation, ALTER SYSTEM",
                "patroni 4.1.4 docs/patroni_configuration.rst"},
    .needs = {Surface::settings},
    .check = check,
};

}  // namespace patrol::rules
